import { localize } from '$lib/i18n/localized.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import { CHOOSING, chosenOptions, type FilterView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { hasRole, type Actor } from '$lib/people/actor.ts';
import { queueTitle } from '$lib/requests/desk/queue-titles.ts';
import { parseNumber } from '$lib/requests/request-number.ts';
import { statusWord } from '$lib/requests/request-looks.ts';
import { REQUEST_STATUSES } from '$lib/requests/statuses.ts';
import { readyShare } from '$lib/server/access/changes/ready-share.ts';
import { listServiceOptions } from '$lib/server/catalogue/list-service-options.ts';
import type { Db } from '$lib/server/db/client.ts';
import { listAgentNames } from '$lib/server/people/list-agent-names.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';
import { listProposals } from '$lib/server/notices/joins/list-proposals.ts';
import { getDeskPanel } from '$lib/server/requests/queries/desk-panel.ts';
import { listTeams } from '$lib/server/requests/queries/list-teams.ts';
import { listQueue, queueShape } from '$lib/server/requests/queries/queue.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import { DomainError } from '$lib/errors.ts';
import { deskActions } from './desk-actions.ts';
import type { PageServerLoadEvent } from './$types';

export const load = guarded(async (event: PageServerLoadEvent) => {
	event.depends('abilaud:desk');
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const now = clock.now();
	const state = parseListState(queueShape, event.url.searchParams);
	const number = state.open ? parseNumber(state.open) : undefined;
	const [page, panel, agents, { views }, filters, proposals, share] = await Promise.all([
		listQueue(db, actor, state, now),
		number === undefined ? undefined : getDeskPanel(db, actor, number, now).catch(gone),
		listAgentNames(db),
		event.parent(),
		queueFilters(db, actor),
		listProposals(db, actor),
		readyShare(db, actor, clock)
	]);
	const query = event.url.searchParams;
	const choosing = query.has(CHOOSING);
	const saved = views.find((view) => sameQuery(view.query, query));
	return {
		title: saved?.name ?? queueTitle(state),
		saved: saved?.mine ? { id: saved.id, name: saved.name } : null,
		view: {
			shape: queueShape,
			state,
			columns: [
				{ key: 'number', label: m.queue_col_number(), sort: 'number', class: 'c-id' },
				{ key: 'what', label: m.queue_col_what(), class: 'c-what' },
				{ key: 'hands', label: m.queue_col_hands(), class: 'c-state' },
				{ key: 'due', label: m.queue_col_due(), sort: 'promised', class: 'c-due' }
			],
			filters: choosing ? filters : chosenOptions(filters, state),
			choosing,
			...page
		},
		panel,
		proposals,
		share,
		agents,
		mayWork: hasRole(actor, 'agent') || hasRole(actor, 'admin'),
		personId: actor.personId,
		now
	};
});

export const actions = deskActions;

/** A panel whose request is gone or hidden is no panel: the list is still of use. */
function gone(problem: unknown): undefined {
	if (!(problem instanceof DomainError)) throw problem;
	return undefined;
}

function sameQuery(query: string, params: URLSearchParams): boolean {
	const plain = (search: URLSearchParams) => {
		const kept = [...search].filter(
			([key]) => !['open', 'after', 'before', CHOOSING].includes(key)
		);
		return new URLSearchParams(kept.sort()).toString();
	};
	return query !== '' && plain(new URLSearchParams(query)) === plain(params);
}

async function queueFilters(db: Db, actor: Actor): Promise<FilterView[]> {
	const [agents, teams, units, services] = await Promise.all([
		listAgentNames(db),
		listTeams(db),
		listUnitOptions(db, actor.locale),
		listServiceOptions(db, actor.locale)
	]);
	return [
		{
			key: 'status',
			kind: 'choice',
			label: m.queue_filter_status(),
			options: REQUEST_STATUSES.map((value) => ({ value, label: statusWord(value) }))
		},
		{
			key: 'assignee',
			kind: 'choice',
			label: m.queue_filter_assignee(),
			options: [
				{ value: 'me', label: m.queue_me() },
				{ value: 'none', label: m.queue_nobody() },
				...agents.map(({ id, name }) => ({ value: id, label: name }))
			]
		},
		{
			key: 'team',
			kind: 'choice',
			label: m.queue_filter_team(),
			options: teams.map(({ slug, name }) => ({
				value: slug,
				label: localize(name, actor.locale)
			}))
		},
		{ key: 'unit', kind: 'choice', label: m.queue_filter_unit(), options: units },
		{ key: 'service', kind: 'choice', label: m.queue_filter_service(), options: services },
		{
			key: 'kind',
			kind: 'choice',
			label: m.queue_filter_kind(),
			options: [
				{ value: 'request', label: m.queue_kind_request() },
				{ value: 'fault', label: m.queue_kind_fault() }
			]
		},
		{ key: 'submitted', kind: 'date', label: m.queue_filter_submitted() }
	];
}
