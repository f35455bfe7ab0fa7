import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { auditEntry } from '#lib/server/audit/tables.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { getPathForm, listAllPaths } from '#lib/server/training/courses/list-all-paths.ts';
import { listSubjects } from '#lib/server/training/authoring/list-subjects.ts';
import { modulesTeaching } from '#lib/server/training/modules/modules-teaching.ts';
import { saveProduct } from '#lib/server/software/save-product.ts';
import { takeSeat } from '#lib/server/software/take-seat.ts';
import { moduleAround } from '#lib/server/training/courses/module-around.ts';
import { savePath, type SavePathInput } from '#lib/server/training/courses/save-path.ts';
import { saveSession } from '#lib/server/training/courses/save-session.ts';
import { getPath, listPaths } from '#lib/server/training/courses/walk-paths.ts';
import { assignModule } from '#lib/server/training/duty/assign-module.ts';
import { trainingModule } from '#lib/server/training/modules/tables.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { refusalOf } from '#tests/support/refusals.ts';
import { actorOf, smallTown, townNow, withRole, type SmallTown } from '#tests/support/town.ts';
import { school, type School, type SchoolModule } from '../duty/school.ts';

const clock = fixedClock(townNow);
let test: TestDatabase;
let town: SmallTown;
let lessons: School;
let author: Actor;
let modules: [SchoolModule, SchoolModule, SchoolModule];

beforeAll(async () => {
	test = await testDatabase();
	town = await smallTown(test.db);
	lessons = school(test.db);
	author = actorOf(await town.addPerson('Author'), withRole('author'));
	modules = [
		await lessons.publish({ key: 'one' }, { at: townNow }),
		await lessons.publish({ key: 'two' }, { at: townNow }),
		await lessons.publish({ key: 'three' }, { at: townNow })
	];
});
afterAll(() => test.close());

const somebody = async (name = 'Mari') => actorOf(await town.addPerson(name));
let count = 0;
const input = (more: Partial<SavePathInput> = {}): SavePathInput => ({
	slug: `path-${++count}`,
	title: { et: `Teekond ${count}`, ru: `Маршрут ${count}` },
	summary: { et: 'Uuele töötajale', ru: 'Новому сотруднику' },
	strict: true,
	active: true,
	moduleIds: modules.map(({ id }) => id),
	...more
});
const save = async (more: Partial<SavePathInput> = {}) => {
	const made = input(more);
	const { id } = await savePath(test.db, author, made, clock);
	return { ...made, id };
};
const statesFor = async (one: Actor, slug: string) =>
	(await getPath(test.db, one, slug, townNow)).steps.map(({ state }) => state);

describe('saving a path', () => {
	it('keeps the modules in their order, and records what was before', async () => {
		const [one, two, three] = modules;
		const { id, ...made } = await save();
		const { seen } = await getPathForm(test.db, author, id);
		const next = { ...made, id, seen, moduleIds: [three.id, one.id] };
		await savePath(test.db, author, next, clock);
		expect((await getPathForm(test.db, author, id)).moduleIds).toEqual([three.id, one.id]);
		const trail = await test.db
			.select({ action: auditEntry.action, before: auditEntry.before, after: auditEntry.after })
			.from(auditEntry)
			.where(eq(auditEntry.recordId, id))
			.orderBy(auditEntry.seq);
		expect(trail.map(({ action }) => action)).toEqual(['path.saved', 'path.saved']);
		expect(trail[1]?.before).toMatchObject({ moduleIds: [one.id, two.id, three.id] });
		expect(trail[1]?.after).toMatchObject({ moduleIds: [three.id, one.id] });
	});

	it('is for authors and administrators', async () => {
		const admin = actorOf(await town.addPerson('Admin'), withRole('admin'));
		await savePath(test.db, admin, input(), clock);
		for (const role of ['agent', 'auditor'] as const) {
			const other = actorOf(await town.addPerson(role), withRole(role));
			expect(await refusalOf(savePath(test.db, other, input(), clock))).toBe(
				'Forbidden errors_forbidden'
			);
		}
		expect(await refusalOf(savePath(test.db, await somebody(), input(), clock))).toBe(
			'Forbidden errors_forbidden'
		);
	});

	it('says what is wrong with its modules and its address', async () => {
		const [one] = modules;
		const { slug } = await save();
		const refused = (more: Partial<SavePathInput>) =>
			refusalOf(savePath(test.db, author, input(more), clock));
		expect(await refused({ slug })).toBe('Invalid courses_path_error_slug_taken');
		expect(await refused({ moduleIds: [] })).toBe('Invalid courses_path_error_empty');
		expect(await refused({ moduleIds: [one.id, one.id] })).toBe('Invalid courses_path_error_twice');
		expect(await refused({ moduleIds: [newId()] })).toBe('Invalid courses_error_module');
		expect(await refused({ id: newId() })).toBe('NotFound errors_not_found');
	});

	it('does not overwrite a colleague', async () => {
		const made = await save();
		const { seen } = await getPathForm(test.db, author, made.id);
		await savePath(test.db, author, { ...made, seen, strict: false }, clock);
		expect(await refusalOf(savePath(test.db, author, { ...made, seen }, clock))).toBe(
			'Conflict people_changed_meanwhile'
		);
	});
});

describe('a path', () => {
	it('opens the next module when the one before is done', async () => {
		const [one, two] = modules;
		const { slug } = await save();
		const mari = await somebody();
		expect(await statesFor(mari, slug)).toEqual(['now', 'locked', 'locked']);
		await lessons.finish(mari.personId, one, townNow);
		expect(await statesFor(mari, slug)).toEqual(['done', 'now', 'locked']);
		await lessons.finish(mari.personId, two, townNow);
		expect(await statesFor(mari, slug)).toEqual(['done', 'done', 'now']);
	});

	it('never locks a module that somebody is obliged to do', async () => {
		const [, , three] = modules;
		const { slug } = await save();
		const mari = await somebody();
		const duty = { moduleId: three.id, personIds: [mari.personId], dueOn: '2026-12-01' };
		await assignModule(test.db, author, duty, clock);
		expect(await statesFor(mari, slug)).toEqual(['now', 'locked', 'open']);
		expect((await moduleAround(test.db, mari, three.key, townNow)).paths).toContainEqual(
			expect.objectContaining({ slug, before: null })
		);
	});

	it('stays done when the validity of a module ends, and says that it may be renewed', async () => {
		const [one] = modules;
		const { slug } = await save({ moduleIds: [one.id] });
		const mari = await somebody();
		await lessons.finish(mari.personId, one, new Date('2025-01-10T10:00:00Z'));
		const path = await getPath(test.db, mari, slug, townNow);
		expect(path.steps).toMatchObject([{ state: 'done', renewalOpen: true }]);
	});

	it('does not wait for a module that is no longer offered', async () => {
		const gone = await lessons.publish({ key: `gone-${newId()}` }, { at: townNow });
		const [one] = modules;
		const made = await save({ moduleIds: [gone.id, one.id] });
		await test.db
			.update(trainingModule)
			.set({ active: false })
			.where(eq(trainingModule.id, gone.id));
		expect(await statesFor(await somebody(), made.slug)).toEqual(['now']);
		await savePath(test.db, author, { ...made, strict: false }, clock);
		const fresh = input({ moduleIds: [gone.id] });
		expect(await refusalOf(savePath(test.db, author, fresh, clock))).toBe(
			'Invalid courses_error_module'
		);
	});

	it('that is hidden is seen by authors only', async () => {
		const { slug } = await save({ active: false });
		const mari = await somebody();
		expect(await refusalOf(getPath(test.db, mari, slug, townNow))).toBe(
			'NotFound errors_not_found'
		);
		expect((await getPath(test.db, author, slug, townNow)).active).toBe(false);
		const shown = await listPaths(test.db, mari, { locale: 'et', now: townNow });
		expect(shown.map((path) => path.slug)).not.toContain(slug);
		const state = { filters: {}, search: '', sort: 'title' };
		const agent = actorOf(await town.addPerson('Agent'), withRole('agent'));
		const all = await listAllPaths(test.db, agent, state, clock);
		expect(all.rows.map((row) => row.slug)).toContain(slug);
		expect(await refusalOf(listAllPaths(test.db, mari, state, clock))).toBe(
			'Forbidden errors_forbidden'
		);
	});
});

describe('around a module', () => {
	it('stand its coming sessions and the step that comes before it', async () => {
		const [one, , three] = modules;
		const { slug } = await save();
		const mari = await somebody();
		const hour = (n: number) => new Date(townNow.getTime() + n * 3_600_000);
		const { id } = await saveSession(
			test.db,
			author,
			{
				moduleId: three.id,
				placeId: null,
				room: '1',
				teacherId: null,
				teacherName: 'Kadri',
				locale: 'et',
				seats: 3,
				startsAt: hour(48),
				endsAt: hour(50),
				signUpUntil: hour(24),
				offerHours: 24,
				note: ''
			},
			clock
		);
		const around = await moduleAround(test.db, mari, three.key, townNow);
		expect(around.sessions).toMatchObject([
			{ id, startsAt: hour(48), seats: 3, taken: 0, waiting: 0, mine: null }
		]);
		expect(around.paths.find((path) => path.slug === slug)?.before?.slug).toBe(one.key);
		await lessons.finish(mari.personId, one, townNow);
		const later = await moduleAround(test.db, mari, three.key, hour(51));
		expect(later.sessions).toEqual([]);
		expect(later.paths.find((path) => path.slug === slug)?.before?.slug).toBe('two');
	});

	it('stand what it teaches, whether one has it, and the request that gave it', async () => {
		const product = await saveProduct(
			test.db,
			systemActor,
			{ slug: 'writer', name: 'Writer', description: { et: '', ru: '' }, policy: 'allowed' },
			clock
		);
		const taught = await lessons.publish(
			{ key: 'writing', facts: { software: ['writer', 'unknown'] } },
			{ at: townNow }
		);
		const mari = await somebody();
		const around = () => moduleAround(test.db, mari, taught.key, townNow);
		expect(await around()).toMatchObject({
			subjects: [{ kind: 'product', slug: 'writer', name: { et: 'Writer' }, isHeld: false }],
			requestNumber: null
		});
		const given = { productId: product.id, personId: mari.personId };
		await takeSeat(test.db, systemActor, given, clock);
		const duty = { moduleId: taught.id, personIds: [mari.personId], requestNumber: 321 };
		await assignModule(test.db, systemActor, duty, clock);
		expect(await around()).toMatchObject({ subjects: [{ isHeld: true }], requestNumber: 321 });
		const teaching = await modulesTeaching(test.db, 'writer');
		expect(teaching).toMatchObject([{ key: 'writing', slug: 'writing' }]);
		const desk = actorOf(await town.addPerson('Agent'), withRole('agent'));
		expect(await listSubjects(test.db, desk, ['writer', 'unknown'])).toEqual([
			{
				slug: 'writer',
				name: { et: 'Writer', ru: 'Writer' },
				href: `/admin/software?open=${product.id}`
			}
		]);
		expect((await listSubjects(test.db, author, ['writer']))[0]?.href).toBeNull();
	});
});
