import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { parseDay } from '$lib/format/dates.ts';
import { DomainError } from '$lib/errors.ts';
import { can } from '$lib/people/permissions.ts';
import { rowsOf, rulesOf } from '$lib/training/authoring/rule-rows.ts';
import { config } from '$lib/server/config.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { assignTo } from '$lib/server/training/authoring/assign-to.ts';
import { openDraft } from '$lib/server/training/authoring/begin-draft.ts';
import { giveBack, takeOver } from '$lib/server/training/authoring/change-source.ts';
import { getModule } from '$lib/server/training/authoring/get-module.ts';
import { ruleOptions } from '$lib/server/training/authoring/rule-options.ts';
import { saveEquivalents } from '$lib/server/training/authoring/save-equivalents.ts';
import { countAudience, saveRules } from '$lib/server/training/duty/save-rules.ts';
import { listModuleOptions } from '$lib/server/training/modules/list-module-options.ts';
import { problemSentence } from '$lib/server/training/text/problem-sentence.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { formValues, parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const mayEdit = can(actor, 'training.edit');
	const [module, units, options, modules] = await Promise.all([
		getModule(db, actor, event.params.key, clock),
		listUnitOptions(db, locale),
		mayEdit ? ruleOptions(db, locale) : [],
		mayEdit ? listModuleOptions(db, locale) : []
	]);
	const { fileProblems, facts, ...shown } = module;
	return {
		module: { ...shown, facts },
		problems: fileProblems.map((problem) => ({
			...{ file: problem.file, line: problem.line, level: problem.level },
			words: problemSentence(problem, locale)
		})),
		units,
		options,
		others: modules.filter((one) => one.id !== module.id),
		mayEdit,
		mayAssign: can(actor, 'training.give'),
		done: event.url.searchParams.get('done')
	};
});

const assigning = v.object({
	moduleId: v.string(),
	personId: v.optional(v.string(), ''),
	unitId: v.optional(v.string(), ''),
	dueOn: v.pipe(v.optional(v.string(), ''), v.trim()),
	again: v.optional(v.string())
});

const counting = v.object({ moduleId: v.string(), countsId: v.optional(v.string(), '') });

async function changeEquivalents(
	event: RequestEvent,
	form: FormData,
	change: (ids: string[], id: string) => string[]
) {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const parsed = parseForm(counting, form);
	if (!parsed.ok) return failForm(parsed.issues, parsed.values);
	const { moduleId, countsId } = parsed.data;
	if (countsId === '') return failForm({ countsId: ['errors_choose'] }, parsed.values);
	const { equivalents } = await getModule(db, actor, event.params.key, clock);
	const ids = change(
		equivalents.map((one) => one.id),
		countsId
	);
	await saveEquivalents(db, actor, { moduleId, countsIds: ids }, clock);
	return { done: 'equivalents' as const };
}

export const actions: Actions = {
	write: action(async (event: RequestEvent) => {
		const { db, clock } = event.locals;
		await openDraft(db, signedIn(event), event.params.key, clock);
		redirect(303, `/admin/training/${event.params.key}/edit`);
	}),
	takeOver: action(async (event: RequestEvent) => {
		const { db, clock } = event.locals;
		await takeOver(db, signedIn(event), event.params.key, clock);
		return { done: 'taken_over' as const };
	}),
	giveBack: action(async (event: RequestEvent) => {
		const { db, clock } = event.locals;
		const input = { key: event.params.key, folder: config().contentDir };
		await giveBack(db, signedIn(event), input, clock);
		return { done: 'given_back' as const };
	}),
	count: action(async (event: RequestEvent, form) => rules(event, form, 'count')),
	rules: action(async (event: RequestEvent, form) => rules(event, form, 'save')),
	assign: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const actor = signedIn(event);
		const untold = await resolveTypedPeople(db, actor, form, ['personId']);
		const parsed = parseForm(assigning, form);
		if (!parsed.ok) return failForm({ ...parsed.issues, ...untold }, parsed.values);
		if (untold.personId) return failForm(untold, parsed.values);
		const { moduleId, personId, unitId, dueOn, again } = parsed.data;
		const day = dueOn === '' ? null : parseDay(dueOn);
		if (day === undefined) return failForm({ dueOn: ['authoring_day'] }, parsed.values);
		const input = { moduleId, personId, unitId, dueOn: day, again: again !== undefined };
		return { assigned: await assignTo(db, actor, input, clock) };
	}),
	equivalent: action((event: RequestEvent, form) =>
		changeEquivalents(event, form, (ids, id) => [...ids, id])
	),
	unequivalent: action((event: RequestEvent, form) =>
		changeEquivalents(event, form, (ids, id) => ids.filter((one) => one !== id))
	)
};

async function rules(event: RequestEvent, form: FormData, what: 'count' | 'save') {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const values = formValues(form);
	const read = rulesOf(rowsOf(values));
	if ('wrong' in read)
		return failForm({ [`rule-${read.wrong}`]: ['authoring_rule_wrong'] }, values);
	const { id: moduleId } = await getModule(db, actor, event.params.key, clock);
	const input = { moduleId, rules: read.rules };
	try {
		if (what === 'count') return { covered: await countAudience(db, actor, input, clock), values };
		await saveRules(db, actor, input, clock);
	} catch (problem) {
		if (!(problem instanceof DomainError) || !problem.issues.rules) throw problem;
		return failForm({ 'rule-0': problem.issues.rules }, values);
	}
	return { done: 'rules' as const };
}
