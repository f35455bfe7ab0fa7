import { actionWords, actionsOnWords } from '$lib/audit/action-words.ts';
import { formatWhen } from '$lib/format/dates.ts';
import { parseListState } from '$lib/lists/list-state.ts';
import type { FilterView, ListView } from '$lib/lists/list-view.ts';
import { m } from '$lib/paraglide/messages.js';
import { findAuditGuard } from '$lib/server/audit/audit-guard.ts';
import { changesOf } from '$lib/server/audit/changes.ts';
import {
	auditShape,
	findAuditEntry,
	listAudit,
	listAuditActions,
	type AuditRow
} from '$lib/server/audit/list-audit.ts';
import { findAuditHead, verifyAudit } from '$lib/server/audit/verify-audit.ts';
import { listRecordNames } from '$lib/server/requests/queries/record-names.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoad, PageServerLoadEvent } from './$types';

type ShownRow = Pick<AuditRow, 'actorId' | 'actorName' | 'action' | 'recordId' | 'ip'> & {
	id: string;
	at: string;
	/** The action in words. */
	did: string;
	/** What the record is called; where it has no name, the end of its id, enough to tell records apart. */
	recordName: string;
};

export const load: PageServerLoad = guarded(async (event: PageServerLoadEvent) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const state = parseListState(auditShape, event.url.searchParams);
	const seq = /^\d{1,15}$/.test(state.open ?? '') ? Number(state.open) : undefined;
	const [page, actions, opened, head, guard] = await Promise.all([
		listAudit(db, actor, state, clock),
		listAuditActions(db),
		seq === undefined ? undefined : findAuditEntry(db, actor, seq),
		findAuditHead(db),
		findAuditGuard(db)
	]);
	const now = clock.now();
	const names = await listRecordNames(db, opened ? [...page.rows, opened] : page.rows, locale);
	const shown = (row: AuditRow): ShownRow => ({
		id: String(row.seq),
		at: formatWhen(row.at, locale, now, true),
		actorId: row.actorId,
		actorName: row.actorName,
		action: row.action,
		did: actionWords(row.action),
		recordId: row.recordId,
		recordName:
			names.get(row.recordId) ??
			(row.recordId.length > 24 ? `…${row.recordId.slice(-12)}` : row.recordId),
		ip: row.ip
	});
	const rows = page.rows.map(shown);
	const view: ListView<ShownRow> = {
		shape: auditShape,
		state,
		columns: [
			{ key: 'at', label: m.admin_audit_at() },
			{ key: 'action', label: m.admin_audit_action(), class: 'c-what' },
			{ key: 'actor', label: m.admin_audit_actor() },
			{ key: 'record', label: m.admin_audit_record() },
			{ key: 'ip', label: m.admin_audit_ip() }
		],
		filters: filtersOf(state.filters, rows, actions),
		rows,
		...(page.next ? { next: page.next } : {}),
		...(page.previous ? { previous: page.previous } : {})
	};
	return {
		view,
		head,
		guard,
		span: state.filters.at?.[0] ?? '',
		opened: opened && { ...shown(opened), changes: changesOf(opened.before, opened.after) }
	};
});

/** Person and record are chosen by a click on a row: there is no list of all of them to choose from. */
function filtersOf(
	chosen: Record<string, string[]>,
	rows: ShownRow[],
	actions: string[]
): FilterView[] {
	const named = (value: string) => ({
		value,
		label: rows.find((row) => row.actorId === value)?.actorName ?? value
	});
	const nouns = [...new Set(actions.map((name) => name.split('.')[0] ?? name))];
	const options = nouns.flatMap((noun) => [
		{ value: noun, label: actionsOnWords(noun) },
		...actions
			.filter((name) => name.startsWith(`${noun}.`))
			.map((value) => ({ value, label: actionWords(value) }))
	]);
	return [
		{ key: 'action', label: m.admin_audit_action(), kind: 'choice', options },
		{ key: 'at', label: m.admin_audit_at(), kind: 'date' },
		...(chosen.actor ? [picked('actor', m.admin_audit_actor(), chosen.actor.map(named))] : []),
		...(chosen.record
			? [
					picked(
						'record',
						m.admin_audit_record(),
						chosen.record.map((value) => ({
							value,
							label: rows.find((row) => row.recordId === value)?.recordName ?? value
						}))
					)
				]
			: [])
	];
}

const picked = (
	key: string,
	label: string,
	options: { value: string; label: string }[]
): FilterView => ({ key, label, kind: 'choice', options });

export const actions: Actions = {
	verify: action(async (event) => ({
		verdict: await verifyAudit(event.locals.db, signedIn(event))
	}))
};
