// SPDX-License-Identifier: PostgreSQL
//
// DuckDB's side of bench/sae: the same rows in in-memory tables, the same counts.
//
//   node sae.mjs FOLDER WORK       FOLDER holds node_modules/@duckdb/node-api,
//                                  WORK event.csv, subject.csv and flat.csv
//
// Prints its version; then, for each key read, "threads|ms|ms of processor time" for
// one thread and for two, writes the answer to WORK/KEY.csv, and prints "done".
//
// All levels are twelve statements, one after the other: as grouping sets in one
// statement they take 20 GB for five million rows.

import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const [folder, work] = process.argv.slice(2);
const { DuckDBInstance, version } = createRequire(`${folder}/`)('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();

const birthday = n => `greatest((birth + INTERVAL '${n} years')::date, (birth - 1 + INTERVAL '${n} years')::date + 1)`;
const band = `CASE WHEN onset < birth + 28 THEN '[0d,28d)' WHEN onset < ${birthday(2)} THEN '[28d,2y)'
	WHEN onset < ${birthday(12)} THEN '[2y,12y)' WHEN onset < ${birthday(18)} THEN '[12y,18y)' ELSE '[18y,)' END`;
const placed = `(SELECT soc, pt, arm, ${band} AS band, event_id, case_id, subject_id, onset >= '2024-06-01' AS in_interval
	FROM event JOIN subject USING (study_id, subject_id) WHERE onset < '2025-06-01')`;
const flat = '(SELECT * FROM flat WHERE in_cumulative)';

const periods = count => [`${count} FILTER (WHERE in_interval)`, count];
const [event, kase, subject] = ['event_id', 'case_id', 'subject_id'].map(id => periods(`count(DISTINCT ${id})`));
const three = [event, kase, subject];
const star = [periods('count(*)'), kase, subject];

const cells = ['soc', 'pt', 'arm', 'band'];
const levels = [[0, 1, 2, 3], [0, 2, 3], [2, 3], [0, 1, 2], [0, 2], [2], [0, 1, 3], [0, 3], [3], [0, 1], [0], []]
	.map(list => list.map(i => cells[i]));
// The statement of one level: its columns, ALL and TOTAL in the place of the others.
const level = (from, counts, by) => `SELECT ${cells.map(c => by.includes(c) ? c : c === 'band' ? "'TOTAL'" : "'ALL'")},
	${counts.map(c => c[0])}, ${counts.map(c => c[1])} FROM ${from} ${by.length ? `GROUP BY ${by}` : ''}`;
const ways = {
	d_cells: [placed, three, [cells]],
	d_cells_star: [placed, star, [cells]],
	d_levels: [placed, three, levels],
	d_flat: [flat, three, [cells]],
	d_flat_star: [flat, star, [cells]],
	d_flat_levels: [flat, star, levels],
};

const columns = ['study_id', 'subject_id', 'event_id', 'case_id', 'soc', 'pt', 'arm'].map(c => `${c}: 'VARCHAR'`).join(', ');
const load = (name, list) => connection.run(
	`CREATE TABLE ${name} AS SELECT * FROM read_csv('${work}/${name}.csv', header = false, columns = {${list}})`);
await load('event', `${columns}, onset: 'DATE'`);
await load('subject', `study_id: 'VARCHAR', subject_id: 'VARCHAR', birth: 'DATE'`);
await load('flat', `${columns}, band: 'VARCHAR', in_interval: 'BOOLEAN', in_cumulative: 'BOOLEAN'`);
await connection.run(`CREATE TABLE answer (${cells.map(c => `${c} VARCHAR`)}, ${[1, 2, 3, 4, 5, 6].map(i => `n${i} BIGINT`)})`);
console.log(version());

for await (const key of createInterface({ input: process.stdin })) {
	const [from, counts, lists] = ways[key];
	for (const threads of [1, 2]) {
		await connection.run(`SET threads = ${threads}`);
		await connection.run('DELETE FROM answer');
		const begin = process.hrtime.bigint();
		const used = process.cpuUsage();
		for (const by of lists)
			await connection.run(`INSERT INTO answer ${level(from, counts, by)}`);
		const ms = Number(process.hrtime.bigint() - begin) / 1e6;
		const { user, system } = process.cpuUsage(used);
		console.log(`${threads}|${ms.toFixed(1)}|${((user + system) / 1e3).toFixed(1)}`);
	}
	await connection.run(`COPY answer TO '${work}/${key}.csv' (HEADER false)`);
	console.log('done');
}
process.exit(0);
