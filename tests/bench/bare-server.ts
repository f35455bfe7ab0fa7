import { createServer } from 'node:http';
import postgres from 'postgres';

/**
 * What the portal is measured by: a bare server that asks the database one indexed question of twenty rows and
 * writes 8 KB of HTML. Started by the bench as a process of its own, with DATABASE_URL and PERSON.
 */
const PAGE = 8 * 1024;
const person = process.env.PERSON ?? '';
const sql = postgres(process.env.DATABASE_URL ?? '', { max: 10 });

const server = createServer((_request, response) => {
	sql<{ number: number; title: string; status: string; promised_at: Date }[]>`
		select number, title, status, promised_at from service_request
		where requester_id = ${person} order by number desc limit 20`.then(
		(rows) => {
			const lines = rows.map(
				(row) =>
					`<li><a href="/requests/${row.number}">${row.title}</a> ${row.status} ${row.promised_at.toISOString()}</li>`
			);
			const page = `<!doctype html><title>Bare</title><ul>${lines.join('')}</ul>`;
			response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
			response.end(page.padEnd(PAGE, ' '));
		},
		() => {
			response.writeHead(500);
			response.end();
		}
	);
});

server.listen(0, '127.0.0.1', () => {
	const address = server.address();
	process.send?.({ port: typeof address === 'object' ? address?.port : 0 });
});
process.on('disconnect', () => process.exit());
