import { randomUUID } from 'node:crypto';
import type { OpenDatabase } from '#lib/server/db/client.ts';
import { FORM_CONTROLS } from '#lib/requests/form-controls.ts';
import { formatNumber } from '#lib/requests/request-number.ts';
import type { Target } from './measure.ts';
import { signedIn } from './signed-in.ts';
import { trainingTargets } from './training-targets.ts';

/** Whom the pages are measured as. */
export type Person = { id: string; name: string; phone: string; requests: number; open: number };

/**
 * Somebody as the sample has many: no role, a unit to work in, more than a page of requests, some of them open.
 * Throws when the loaded town has nobody like that.
 */
export async function findEmployee({ sql }: OpenDatabase): Promise<Person> {
	const [found] = await sql<Person[]>`
		select p.id, p.name, p.phone, count(*)::int as requests,
			(count(*) filter (where r.status in ('awaiting_approval', 'queued', 'in_progress',
				'waiting_requester', 'waiting_vendor', 'fulfilled')))::int as open
		from person p join service_request r on r.requester_id = p.id
		where p.locale = 'et' and not exists (select from role_grant g where g.person_id = p.id)
			and not exists (select from person below where below.manager_id = p.id)
		group by p.id
		having count(*) >= 45 and bool_or(r.search @@ to_tsquery('simple', 'printer')) and count(*) filter (where r.status in ('queued', 'in_progress', 'fulfilled')) >= 2
		order by count(*), p.id limit 1`;
	if (!found) throw new Error('Nobody has 45 requests: ask for more requests or fewer people.');
	return found;
}

/** An agent who reaches everything. */
export async function findAgent({ sql }: OpenDatabase): Promise<Pick<Person, 'id'>> {
	const [found] = await sql<{ id: string }[]>`
		select person_id as id from role_grant where role = 'agent' and unit_id is null order by id limit 1`;
	if (!found) throw new Error('The loaded town has no agent.');
	return found;
}

/** So many rows of a list, told by their links; the desk's rows by their numbers. */
const rows = (count: number) => new RegExp(`(?:href="/requests/\\d{4,}[^]*?){${count}}`);
const deskRows = (count: number) => new RegExp(`(?:IT-\\d{4,}[^]*?){${count}}`);

type PageOf = (
	name: string,
	path: string,
	expect: Target['expect'],
	headers?: Target['headers']
) => Target;

/** The pages of the portal that are measured, and what each must show. */
export async function portalTargets(
	open: OpenDatabase,
	origin: string,
	{ employee, agent }: { employee: Person; agent: Pick<Person, 'id'> }
): Promise<Target[]> {
	const own = await signedIn(open, employee, origin);
	const desk = await signedIn(open, agent, origin);
	const [latest] = await open.sql<{ number: number; title: string }[]>`
		select number, title from service_request
		where requester_id = ${employee.id} and status = 'confirmed' order by number desc limit 1`;
	const [item] = await open.sql<{ name: string }[]>`
		select inventory_number as name from item where holder_id = ${employee.id} limit 1`;
	if (!latest || !item) throw new Error('The employee of the bench has too little.');
	const page = (name: string, path: string, expect: Target['expect'], headers = own): Target => ({
		...{ name, origin, path, headers, expect },
		status: 200
	});
	return [
		page('home', '/', [employee.name, '/things', rows(2)]),
		page('my requests', '/requests', [employee.name, rows(40)]),
		page('one request', `/requests/${latest.number}`, [formatNumber(latest.number), '</ol>']),
		page('queue', '/admin/requests', [deskRows(40)], desk),
		page('search', '/services?q=printer', [employee.name, '/services/printer', rows(1)]),
		page('suggestions', '/api/search?q=print', ['/services/printer', '"kind":"request"']),
		page('queue search', '/admin/requests?q=printer', [deskRows(40)], desk),
		page('my things', '/things', [employee.name, item.name]),
		filing(open, origin, own, employee),
		...(await equipmentTargets(open, page, desk)),
		page('software', '/admin/software', [/(data-row="[^]*?){20}/], desk),
		page('rights', '/admin/access', [/(data-row="[^]*?){40}/], desk),
		...(await trainingTargets(open, origin)),
		...(await noticeTargets(open, page, desk))
	];
}

/** The register with three filters and with a search, and one item. */
async function equipmentTargets(
	{ sql }: OpenDatabase,
	page: PageOf,
	desk: Target['headers']
): Promise<Target[]> {
	const [item] = await sql<{ id: string; number: string; placeId: string; category: string }[]>`
		select id, inventory_number as number, place_id as "placeId", category from item
		where state = 'in_use' and holder_id is not null order by id limit 1`;
	if (!item) throw new Error('The town of the bench has no items.');
	const filters = `state=in_use&category=${item.category}&place=${item.placeId}`;
	return [
		page('equipment, three filters', `/admin/equipment?${filters}`, [/SL-\d{6}/], desk),
		page('equipment search', `/admin/equipment?q=${item.number.slice(3)}`, [item.number], desk),
		page('one item', `/admin/equipment/${item.id}`, [item.number], desk)
	];
}

/** The ledger of the notice with most readers, and the employee's own notices. */
async function noticeTargets(
	{ sql }: OpenDatabase,
	page: PageOf,
	desk: Target['headers']
): Promise<Target[]> {
	const [greatest] = await sql<{ number: number }[]>`
		select n.number from notice n join notice_reader r on r.notice_id = n.id
		group by n.number order by count(*) desc limit 1`;
	if (!greatest)
		throw new Error('The town of the bench has no notices: let it fill another folder.');
	return [
		page('ledger', `/admin/notices/${greatest.number}/people`, [/(data-row="[^]*?){40}/], desk),
		page('my notices', '/notices', [`/notices/${greatest.number}`])
	];
}

function filing(
	{ sql }: OpenDatabase,
	origin: string,
	headers: Record<string, string>,
	{ id, phone }: Person
): Target {
	return {
		name: 'filing a request',
		origin,
		path: '/services/other?/send',
		headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
		status: 303,
		expect: [/^\/requests\/\d+\?sent=1$/],
		written: async () => {
			const [row] = await sql<{ n: number }[]>`select count(*)::int as n from service_request`;
			return row?.n ?? 0;
		},
		body: () =>
			new URLSearchParams({
				[FORM_CONTROLS.for]: id,
				[FORM_CONTROLS.key]: randomUUID(),
				subject: 'Kuidas teha vanematele küsitlus',
				more: 'Vaja on küsitlust kevadise peo kohta, vastused reedeks.',
				phone
			}).toString()
	};
}
