import { afterAll } from 'vitest';
import { eq } from 'drizzle-orm';
import { systemActor } from '#lib/people/actor.ts';
import { joinerListener } from '#lib/server/access/changes/joiner-listener.ts';
import { publishService } from '#lib/server/catalogue/publish-service.ts';
import type { Db } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { person } from '#lib/server/people/tables.ts';
import { listenToRequests } from '#lib/server/requests/request-listeners.ts';
import { submitRequest } from '#lib/server/requests/submit-request.ts';
import { saveProduct } from '#lib/server/software/save-product.ts';
import { saveSystem } from '#lib/server/systems/save-system.ts';
import { saveSystemRole } from '#lib/server/systems/save-system-role.ts';
import { townWithDesk } from '../requests/desk.ts';

const words = (et: string) => ({ et, ru: et, en: et });
const text = (key: string) => ({ kind: 'text', key, label: words(key), required: false });
const day = (key: string) => ({ kind: 'date', key, label: words(key), required: false });
const base = { icon: 'user-round-plus', workingDays: 3, summary: words('Teata') };

const SERVICES = {
	'new-employee': {
		...base,
		title: words('Uus töötaja'),
		category: 'people',
		gives: 'account',
		fields: [
			...['first_name', 'last_name', 'position'].map(text),
			{ kind: 'unit', key: 'unit', label: words('Üksus') },
			{ kind: 'place', key: 'place', label: words('Koht'), required: false },
			{ kind: 'person', key: 'line_manager', label: words('Juht'), required: false },
			...['from', 'until'].map(day),
			{
				kind: 'choice',
				key: 'language',
				label: words('Keel'),
				options: ['et', 'ru', 'en'].map((value) => ({ value, label: words(value) }))
			},
			{ kind: 'yes_no', key: 'phone', label: words('Telefon') },
			{ kind: 'system_role', key: 'right', label: words('Õigus'), required: false }
		],
		approvals: [
			{
				key: 'owners',
				title: words('Omanikud'),
				rule: { kind: 'system_owner', field: 'right' },
				days: 1,
				when: { field: 'right', filled: true }
			}
		],
		tasks: [
			{ key: 'account', title: words('Konto'), effect: { kind: 'add_person' } },
			{
				key: 'rights',
				title: words('Õigused'),
				needs: ['account'],
				effect: { kind: 'grant_right', field: 'right', person: 'account' },
				when: { field: 'right', filled: true }
			},
			{
				key: 'phone',
				title: words('Telefon'),
				needs: ['account'],
				effect: { kind: 'hand_over_item', category: 'phone', person: 'account' },
				when: { field: 'phone', equals: true }
			},
			{ key: 'password', title: words('Parool'), needs: ['account'] }
		]
	},
	'system-access': {
		...base,
		title: words('Ligipääs'),
		category: 'access',
		gives: 'right',
		forWhom: ['self', 'colleague'],
		fields: [
			{ kind: 'system_role', key: 'right', label: words('Õigus') },
			{ kind: 'long_text', key: 'why', label: words('Milleks') },
			day('from'),
			{ kind: 'yes_no', key: 'logged', label: words('Tean'), mustAgree: true }
		],
		approvals: [
			{ key: 'owner', title: words('Omanik'), rule: { kind: 'system_owner', field: 'right' } }
		],
		tasks: [{ key: 'grant', title: words('Anna'), effect: { kind: 'grant_right', field: 'right' } }]
	}
};

/**
 * The town with a desk, a second system whose roles nobody has to agree to, two products, and the services by which people come
 * and ask for rights. Newcomers are followed.
 */
export async function movesTown(db: Db) {
	// Other tests of this process go without.
	afterAll(listenToRequests(joinerListener));
	const desk = await townWithDesk(db);
	const { clock } = desk;
	for (const [slug, definition] of Object.entries(SERVICES))
		await publishService(db, systemActor, { slug, definition, note: '', basedOn: 0 }, clock);
	const diary = await saveSystem(
		db,
		systemActor,
		{
			slug: 'diary',
			kind: 'system',
			name: words('Päevik'),
			description: words('Päevik'),
			ownerId: null,
			contact: '',
			address: '',
			criticality: 2,
			active: true
		},
		clock
	);
	const role = async (slug: string) => {
		const about = { name: words(slug), description: words(slug), ownerApproves: false };
		const { id } = await saveSystemRole(
			db,
			systemActor,
			{ systemId: diary.id, slug, ...about },
			clock
		);
		return id;
	};
	const product = async (slug: string) => {
		const about = { name: slug, description: words(slug), policy: 'allowed' as const };
		return (await saveProduct(db, systemActor, { slug, licensed: false, ...about }, clock)).id;
	};
	const addTo = async (name: string, unitId: string, position: string, managerId: string) => {
		const who = await desk.addPerson(name, { unitId, managerId });
		await db.update(person).set({ position }).where(eq(person.id, who.id));
		return { ...who, position };
	};
	const newcomer = async (changes: Record<string, unknown> = {}) => {
		const { manager } = desk.actors;
		const values = {
			first_name: 'Ülle',
			last_name: 'Mets',
			position: 'Rühmaõpetaja',
			unit: desk.kindergarten.id,
			place: desk.hall,
			from: '2026-12-07',
			phone: false,
			language: 'et',
			...changes
		};
		const sent = { slug: 'new-employee', beneficiaryIds: [manager.personId], values };
		const { requests } = await submitRequest(
			db,
			manager,
			{ ...sent, submissionKey: newId() },
			clock
		);
		return requests[0]?.number ?? 0;
	};
	return {
		...desk,
		write: await role('write'),
		look: await role('look'),
		office365: await product('office365'),
		puzzle: await product('puzzle'),
		addTo,
		newcomer
	};
}

export type MovesTown = Awaited<ReturnType<typeof movesTown>>;
