import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { publishService } from '#lib/server/catalogue/publish-service.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { outboxMessage } from '#lib/server/notifications/tables.ts';
import { closeEndedAccounts } from '#lib/server/access/leaving/close-ended-accounts.ts';
import { person, roleGrant } from '#lib/server/people/tables.ts';
import { completeTask } from '#lib/server/requests/complete-task.ts';
import { getDeskPanel } from '#lib/server/requests/queries/desk-panel.ts';
import { submitRequest } from '#lib/server/requests/submit-request.ts';
import { accessRight } from '#lib/server/systems/tables.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { withRole } from '#tests/support/town.ts';
import { townWithDesk, type TownWithDesk } from './desk.ts';

const words = (et: string) => ({ et, ru: et, en: et });
const text = (key: string) => ({ kind: 'text', key, label: words(key), required: false });
const day = (key: string) => ({ kind: 'date', key, label: words(key), required: false });
const service = { icon: 'user-round-plus', category: 'people', workingDays: 1 };

/** Somebody begins, with a right in their own name; somebody leaves, on a day or at once. */
const SERVICES = {
	joiner: {
		...service,
		title: words('Uus töötaja'),
		summary: words('Teata'),
		gives: 'account',
		fields: [
			...['first_name', 'last_name', 'position'].map(text),
			{ kind: 'unit', key: 'unit', label: words('Üksus') },
			{ kind: 'place', key: 'place', label: words('Koht'), required: false },
			{ kind: 'person', key: 'line_manager', label: words('Juht') },
			...['from', 'until'].map(day),
			{
				kind: 'choice',
				key: 'language',
				label: words('Keel'),
				options: ['et', 'ru', 'en'].map((value) => ({ value, label: words(value) }))
			},
			{ kind: 'system_role', key: 'right', label: words('Õigus') }
		],
		tasks: [
			{ key: 'account', title: words('Konto'), effect: { kind: 'add_person' } },
			{
				key: 'rights',
				title: words('Õigused'),
				effect: { kind: 'grant_right', field: 'right', person: 'account' }
			}
		]
	},
	leaver: {
		...service,
		title: words('Lahkuja'),
		summary: words('Teata'),
		gives: 'nothing',
		fields: [
			{ kind: 'person', key: 'leaver', label: words('Kes') },
			{ kind: 'date', key: 'last_day', label: words('Millal') },
			{ kind: 'yes_no', key: 'at_once', label: words('Kohe') }
		],
		tasks: [
			{
				key: 'last_day',
				title: words('Päev'),
				effect: { kind: 'set_last_day', field: 'last_day', person: 'leaver' },
				when: { field: 'at_once', equals: false }
			},
			{
				key: 'account',
				title: words('Sulge'),
				effect: { kind: 'close_account', person: 'leaver' },
				when: { field: 'at_once', equals: true }
			}
		]
	}
};

let base: TestDatabase;
let desk: TownWithDesk;
let agent: Actor;
beforeAll(async () => {
	base = await testDatabase({ max: 8 });
	desk = await townWithDesk(base.db);
	agent = { ...desk.actors.agent, email: 'rasmus.kivi@linn.example' };
	for (const [slug, definition] of Object.entries(SERVICES))
		await publishService(
			base.db,
			systemActor,
			{ slug, definition, note: '', basedOn: 0 },
			desk.clock
		);
});
afterAll(() => base.close());

async function ask(slug: keyof typeof SERVICES, values: Record<string, unknown>): Promise<number> {
	const { manager } = desk.actors;
	const sent = { slug, beneficiaryIds: [manager.personId], values, submissionKey: newId() };
	const { requests } = await submitRequest(base.db, manager, sent, desk.clock);
	return requests[0]?.number ?? 0;
}

const newcomer = (changes: Record<string, unknown> = {}) =>
	ask('joiner', {
		first_name: 'Ülle',
		last_name: 'Mets Põld',
		position: 'õpetaja',
		unit: desk.office.id,
		place: desk.hall,
		line_manager: desk.actors.manager.personId,
		from: '2026-12-01',
		until: '2027-06-30',
		language: 'ru',
		right: desk.right,
		...changes
	});
const tick = (number: number, taskKey: string, email?: string, by = agent) =>
	completeTask(base.db, by, { number, taskKey, choice: { email } }, desk.clock);
const personBy = async (email: string) =>
	(await base.db.select().from(person).where(eq(person.email, email)))[0];
const statusOf = async (id: string) =>
	(await base.db.select().from(person).where(eq(person.id, id)))[0];

describe('a request for a new employee', () => {
	it('enters them into the register, invites them, and gives rights in their name', async () => {
		const number = await newcomer();
		const { tasks } = await getDeskPanel(base.db, agent, number, desk.clock.now());
		expect(tasks.map((task) => task.email)).toEqual(['ulle.mets-pold@linn.example', null]);
		await expect(tick(number, 'rights')).rejects.toMatchObject({ code: 'Conflict' });

		await tick(number, 'account', 'Ylle.Mets@linn.example');
		const added = await personBy('ylle.mets@linn.example');
		expect(added).toMatchObject({
			name: 'Ülle Mets Põld',
			unitId: desk.office.id,
			managerId: desk.actors.manager.personId,
			locale: 'ru',
			startsOn: '2026-12-01',
			endsOn: '2027-06-30',
			status: 'active'
		});
		const id = added?.id ?? '';
		const letters = await base.db
			.select({ kind: outboxMessage.kind, locale: outboxMessage.locale })
			.from(outboxMessage)
			.where(eq(outboxMessage.personId, id));
		expect(letters).toEqual([{ kind: 'auth.invitation', locale: 'ru' }]);
		const recorded = await base.sql`
			select action, actor_name from audit_entry where record_id = ${id} order by seq`;
		expect(recorded).toMatchObject([
			{ action: 'person.added', actor_name: agent.name },
			{ action: 'invitation.sent', actor_name: agent.name }
		]);

		await tick(number, 'rights');
		const rights = await base.db
			.select({ roleId: accessRight.roleId })
			.from(accessRight)
			.where(and(eq(accessRight.personId, id)));
		expect(rights).toEqual([{ roleId: desk.right.role }]);
	});

	it('is told which address it needs, and stays undone until then', async () => {
		const number = await newcomer({ last_name: 'Saar' });
		await expect(tick(number, 'account', ' ')).rejects.toMatchObject({
			issues: { email: ['queue_email_needed'] }
		});
		await expect(tick(number, 'account', 'ülle saar')).rejects.toMatchObject({
			issues: { email: ['errors_email'] }
		});
		const { email } = (await statusOf(desk.actors.employee.personId)) ?? { email: '' };
		await expect(tick(number, 'account', email)).rejects.toMatchObject({
			issues: { email: ['people_email_taken'] }
		});
		const { tasks } = await getDeskPanel(base.db, agent, number, desk.clock.now());
		expect(tasks[0]?.doneAt).toBeNull();
	});

	it('adds nobody to a unit that the role does not reach, nor under somebody who has left', async () => {
		const number = await newcomer({ unit: desk.kindergarten.id });
		const limited = { ...agent, ...withRole('agent', [desk.office.id]) };
		await expect(tick(number, 'account', 'a@linn.example', limited)).rejects.toMatchObject({
			code: 'Forbidden'
		});
		const gone = await desk.addPerson('Lea Lahkunud');
		const other = await newcomer({ line_manager: gone.id });
		await base.sql`update person set status = 'left' where id = ${gone.id}`;
		await expect(tick(other, 'account', 'b@linn.example')).rejects.toMatchObject({
			code: 'Conflict',
			messageKey: 'people_manager_gone'
		});
		expect(await personBy('a@linn.example')).toBeUndefined();
		expect(await personBy('b@linn.example')).toBeUndefined();
	});
});

describe('a request about a leaver', () => {
	it('sets the last day, after which the account closes by itself', async () => {
		const { id } = await desk.addPerson('Lauri Lahkuja', {
			managerId: desk.actors.manager.personId
		});
		const report = await desk.addPerson('Alar Alluv', { managerId: id });
		const number = await ask('leaver', { leaver: id, last_day: '2026-11-27', at_once: false });
		await tick(number, 'last_day');
		expect(await statusOf(id)).toMatchObject({ endsOn: '2026-11-27', status: 'active' });

		const close = (moment: string) =>
			closeEndedAccounts({ db: base.db, clock: fixedClock(moment) }, {});
		await close('2026-11-27T20:00:00Z');
		expect((await statusOf(id))?.status).toBe('active');
		await close('2026-11-27T22:30:00Z');
		await close('2026-11-28T08:00:00Z');
		expect(await statusOf(id)).toMatchObject({ endsOn: '2026-11-27', status: 'left' });
		expect((await statusOf(report.id))?.managerId).toBe(desk.actors.manager.personId);
		const recorded = await base.sql`
			select action, actor_name from audit_entry where record_id = ${id} order by seq`;
		expect(recorded.map(({ action }) => action as string)).toEqual([
			'person.leave_planned',
			'person.left'
		]);
	});

	it('closes the account at once when asked so', async () => {
		const { id } = await desk.addPerson('Karl Kohe', { managerId: desk.actors.manager.personId });
		const number = await ask('leaver', { leaver: id, last_day: '2026-12-31', at_once: true });
		await tick(number, 'account');
		expect(await statusOf(id)).toMatchObject({ endsOn: '2026-11-24', status: 'left' });
	});

	it('closes the account of an administrator only for an administrator', async () => {
		const { id } = await desk.addPerson('Ado Administraator', {
			managerId: desk.actors.manager.personId
		});
		const grant = { id: newId(), personId: id, createdAt: desk.clock.now() };
		await base.db.insert(roleGrant).values({ ...grant, role: 'admin', unitId: desk.office.id });
		const atOnce = await ask('leaver', { leaver: id, last_day: '2026-12-31', at_once: true });
		const later = await ask('leaver', { leaver: id, last_day: '2026-11-23', at_once: false });
		const refused = { code: 'Forbidden', messageKey: 'people_admin_leaves' };
		await expect(tick(atOnce, 'account')).rejects.toMatchObject(refused);
		await expect(tick(later, 'last_day')).rejects.toMatchObject(refused);
		expect(await statusOf(id)).toMatchObject({ endsOn: null, status: 'active' });

		const both: Actor = {
			...agent,
			roles: [...agent.roles, { role: 'admin', unitIds: [desk.office.id] }]
		};
		await tick(atOnce, 'account', undefined, both);
		expect((await statusOf(id))?.status).toBe('left');
	});

	it('is refused for somebody who has left or is outside the role, and one stuck account stops no other', async () => {
		const left = await desk.addPerson('Vello Varem', { status: 'left' });
		const gone = await ask('leaver', {
			leaver: desk.actors.colleague.personId,
			last_day: '2026-11-27',
			at_once: false
		});
		const limited = { ...agent, ...withRole('agent', [desk.kindergarten.id]) };
		await expect(tick(gone, 'last_day', undefined, limited)).rejects.toMatchObject({
			code: 'NotFound'
		});
		// Nobody stands above this one, and somebody answers to them: a person has to decide.
		const top = await desk.addPerson('Tiit Tipp');
		await desk.addPerson('Anu Alluv', { managerId: top.id });
		const plain = await desk.addPerson('Lihtne Lahkuja');
		await base.sql`update person set ends_on = '2026-11-20' where id in ${base.sql([
			top.id,
			plain.id,
			left.id
		])}`;
		await closeEndedAccounts({ db: base.db, clock: desk.clock }, {});
		expect((await statusOf(top.id))?.status).toBe('active');
		expect((await statusOf(plain.id))?.status).toBe('left');
	});
});
