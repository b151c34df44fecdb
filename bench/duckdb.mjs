// SPDX-License-Identifier: PostgreSQL
//
// DuckDB's side of the benchmark: the rows of a CSV file in an in-memory table, the
// same five sums, ungrouped and by arm, on one thread and on two.
//
//   node duckdb.mjs FOLDER ROWS.csv       FOLDER holds node_modules/@duckdb/node-api
//
// Prints its version, then the days by arm and band (bounds in days, then exact) for
// the comparison, then "ready"; then, for each line read, one pass:
// "key|threads|label|ms|ms of processor time" for each statement, and "done".

import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const [folder, csv] = process.argv.slice(2);
const { DuckDBInstance, version } = createRequire(`${folder}/`)('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();

const birthday = n => `greatest((birth + interval '${n} years')::date,
	(birth - 1 + interval '${n} years')::date + 1)`;
const overlap = (lower, upper) => `sum(greatest(0, least(past, ${upper}) - greatest(start, ${lower})))`;
const five = bounds => [
	overlap('birth', bounds[0]), overlap(bounds[0], bounds[1]), overlap(bounds[1], bounds[2]),
	overlap(bounds[2], bounds[3]), `sum(greatest(0, past - greatest(start, ${bounds[3]})))`].join(', ');
// Days below a bound, from the ages in days as 32-bit numbers: the fastest form found.
const below = (age => [28, 731, 4383, 6575].map(
	n => `sum(least(${age('past')}, ${n}::int) - least(${age('start')}, ${n}::int))`)
	.concat('sum(past - start)').join(', '))(date => `(${date} - birth)::int`);
// The same, exact; the calendar is asked only where the bound may lie in the interval.
const belowYears = (n, min, max) => `sum(CASE WHEN past <= birth + ${min} THEN past - start
	WHEN start < birth + ${max} THEN greatest(0, least(past, ${birthday(n)}) - start) END)`;
const belowExact = ['sum(least(past, birth + 28) - start) FILTER (WHERE start < birth + 28)',
	belowYears(2, 730, 731), belowYears(12, 4382, 4384), belowYears(18, 6573, 6575),
	'sum(past - start)'].join(', ');

const inDays = five(['birth + 28', 'birth + 731', 'birth + 4383', 'birth + 6575']);
const exact = five(['birth + 28', birthday(2), birthday(12), birthday(18)]);
const statements = [
	['sum', 'sum(past - start)', 'sum(past - start)'],
	['five', 'five sums of overlaps, bounds in days', inDays],
	['below', 'fastest found, bounds in days', below],
	['five_exact', 'five sums of overlaps, exact', exact],
	['below_exact', 'fastest found, exact', belowExact],
];

await connection.run(`CREATE TABLE exposure AS SELECT * FROM read_csv('${csv}', header = false, columns =
	{subject: 'BIGINT', arm: 'SMALLINT', birth: 'DATE', start: 'DATE', past: 'DATE'})`);

console.log(version());
// Sums up to a bound are made sums of a band, so that all forms print the same.
const bands = row => row.map((n, i) => i < 1 ? n : n - row[i - 1]);
for (const [sums, alternative] of [[inDays, below], [exact, belowExact]]) {
	const rows = async list => (await connection.runAndReadAll(
		`SELECT arm, ${list} FROM exposure GROUP BY arm ORDER BY arm`)).getRows()
		.map(([arm, ...days]) => [arm, days.map(n => BigInt(n ?? 0))]);
	const first = (await rows(sums)).map(([arm, days]) => `${arm}|${days.join('|')}`);
	const second = (await rows(alternative)).map(([arm, days]) => `${arm}|${bands(days).join('|')}`);
	if (first.join() !== second.join())
		throw new Error('DuckDB: two forms of the same sums differ');
	console.log(first.join('\n'));
}
console.log('ready');

for await (const _ of createInterface({ input: process.stdin })) {
	for (const threads of [1, 2]) {
		await connection.run(`SET threads = ${threads}`);
		for (const [key, label, list] of statements)
			for (const arm of [false, true]) {
				const statement = arm ? `SELECT arm, ${list} FROM exposure GROUP BY arm` : `SELECT ${list} FROM exposure`;
				const begin = process.hrtime.bigint();
				const used = process.cpuUsage();
				await connection.runAndReadAll(statement);
				const ms = Number(process.hrtime.bigint() - begin) / 1e6;
				const { user, system } = process.cpuUsage(used);
				console.log(`d_${key}${arm ? '_arm' : ''}|${threads}|${label}${arm ? ', by arm' : ''}|${ms.toFixed(1)}|${((user + system) / 1e3).toFixed(1)}`);
			}
	}
	console.log('done');
}
process.exit(0);
