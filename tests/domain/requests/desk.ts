import { fixedClock } from '#lib/server/clock.ts';
import { systemActor } from '#lib/people/actor.ts';
import { publishService } from '#lib/server/catalogue/publish-service.ts';
import type { Db } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { roleGrant } from '#lib/server/people/tables.ts';
import { submitRequest } from '#lib/server/requests/submit-request.ts';
import { saveSystem } from '#lib/server/systems/save-system.ts';
import { saveSystemRole } from '#lib/server/systems/save-system-role.ts';
import { actorOf, smallTown, withRole } from '#tests/support/town.ts';

const words = (et: string) => ({ et, ru: et, en: et });

/** Two services: a right that the manager and the system's owner approve, and a fault that nobody has to. */
const SERVICES = {
	access: {
		title: words('Ligipääs'),
		summary: words('Küsi õigust'),
		icon: 'key-round',
		category: 'access',
		gives: 'right',
		workingDays: 2,
		forWhom: ['self', 'colleague', 'several'],
		titleFrom: words('Ligipääs: {right}'),
		fields: [
			{ kind: 'system_role', key: 'right', label: words('Õigus') },
			{ kind: 'long_text', key: 'why', label: words('Milleks') }
		],
		approvals: [
			{ key: 'manager', title: words('Juht'), rule: { kind: 'line_manager' }, days: 2 },
			{
				key: 'owner',
				title: words('Omanik'),
				rule: { kind: 'system_owner', field: 'right' },
				days: 1
			}
		],
		tasks: [
			{ key: 'grant', title: words('Anna õigus'), effect: { kind: 'grant_right', field: 'right' } },
			{
				key: 'tell',
				title: words('Kirjuta'),
				needs: ['grant'],
				checklist: [words('Juhend lisatud')]
			}
		]
	},
	fault: {
		title: words('Rike'),
		summary: words('Midagi on katki'),
		icon: 'wrench',
		kind: 'fault',
		category: 'help',
		gives: 'nothing',
		workingDays: 1,
		fields: [{ kind: 'long_text', key: 'what', label: words('Mis juhtus') }],
		tasks: [{ key: 'fix', title: words('Paranda') }]
	}
};

/** A town with a desk: people, a system with an owner, two services, and a clock on Tuesday 24 November 2026, noon. */
export async function townWithDesk(db: Db) {
	const town = await smallTown(db);
	const clock = fixedClock('2026-11-24T10:00:00Z');
	const mayor = await town.addPerson('Mai Mayor', { unitId: town.town.id });
	const manager = await town.addPerson('Katrin Saar', { managerId: mayor.id });
	const employee = await town.addPerson('Liis Kask', { managerId: manager.id });
	const colleague = await town.addPerson('Mart Oja', { managerId: manager.id });
	const owner = await town.addPerson('Andres Lepp', { managerId: mayor.id });
	const agent = await town.addPerson('Rasmus Kivi');
	const other = await town.addPerson('Anne Pärn');
	const admin = await town.addPerson('Ada Admin');
	for (const [who, role] of [
		[agent, 'agent'],
		[other, 'agent'],
		[admin, 'admin']
	] as const) {
		await db
			.insert(roleGrant)
			.values({ id: newId(), personId: who.id, role, createdAt: clock.now() });
	}
	const system = await saveSystem(
		db,
		systemActor,
		{
			slug: 'register',
			kind: 'system',
			name: words('Rahvastikuregister'),
			description: words('Inimesed'),
			ownerId: owner.id,
			contact: '',
			address: '',
			criticality: 2,
			active: true
		},
		clock
	);
	const role = await saveSystemRole(
		db,
		systemActor,
		{
			systemId: system.id,
			slug: 'read',
			name: words('Vaatan'),
			description: words('Vaatan'),
			risk: 'low',
			ownerApproves: true,
			maxDays: null,
			position: 0,
			active: true
		},
		clock
	);
	for (const [slug, definition] of Object.entries(SERVICES))
		await publishService(db, systemActor, { slug, definition, note: '', basedOn: 0 }, clock);
	const actors = {
		employee: actorOf(employee),
		manager: actorOf(manager, { isManager: true }),
		colleague: actorOf(colleague),
		owner: actorOf(owner),
		mayor: actorOf(mayor, { isManager: true }),
		agent: actorOf(agent, withRole('agent')),
		other: actorOf(other, withRole('agent')),
		admin: actorOf(admin, withRole('admin'))
	};
	const right = { system: system.id, role: role.id };
	const askRight = async (who = actors.employee, forWhom = [who.personId], key = newId()) => {
		const { requests } = await submitRequest(
			db,
			who,
			{
				slug: 'access',
				beneficiaryIds: forWhom,
				values: { right, why: 'kontrollin lapse elukohta' },
				submissionKey: key
			},
			clock
		);
		return requests[0]?.number ?? 0;
	};
	const reportFault = async (who = actors.employee, key = newId()) => {
		const { requests } = await submitRequest(
			db,
			who,
			{
				slug: 'fault',
				beneficiaryIds: [who.personId],
				values: { what: 'Printer ei prindi' },
				submissionKey: key
			},
			clock
		);
		return requests[0]?.number ?? 0;
	};
	return { ...town, clock, actors, mayor, right, askRight, reportFault };
}

export type TownWithDesk = Awaited<ReturnType<typeof townWithDesk>>;
