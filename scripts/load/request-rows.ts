import { auditEntry } from '#lib/server/audit/tables.ts';
import { bellEntry } from '#lib/server/notifications/tables.ts';
import {
	approval,
	approvalStage,
	requestAnswers,
	requestComment,
	requestEvent,
	requestLink,
	requestPause,
	requestTask,
	serviceRequest
} from '#lib/server/requests/tables.ts';
import { rowBuffer, type WholeRow } from './copy-rows.ts';

/** Where requests wait until the database has worked out what they are found by. */
export const REQUEST_STAGING = 'load_request';

export type AuditRow = Omit<WholeRow<typeof auditEntry>, 'seq' | 'previousHash' | 'hash'>;
export type RequestRow = WholeRow<typeof serviceRequest>;

/** Everything that stories of requests write. */
export function requestRows() {
	return {
		requests: rowBuffer(serviceRequest, { table: REQUEST_STAGING, more: ['people', 'words'] }),
		answers: rowBuffer(requestAnswers),
		stages: rowBuffer(approvalStage),
		approvals: rowBuffer(approval),
		tasks: rowBuffer(requestTask),
		events: rowBuffer(requestEvent),
		comments: rowBuffer(requestComment),
		pauses: rowBuffer(requestPause),
		links: rowBuffer(requestLink),
		bell: rowBuffer(bellEntry),
		audit: rowBuffer(auditEntry),
		/** Audit rows whose turn has not come: the log is written in the order of time. */
		later: [] as AuditRow[]
	};
}

export type RequestRows = ReturnType<typeof requestRows>;

/** Moves audit rows of before `until` on to the log, in the order of time. */
export function settleAudit(rows: RequestRows, until: Date): void {
	const due = rows.later.filter((row) => row.at < until);
	rows.later = rows.later.filter((row) => row.at >= until);
	due.sort((a, b) => a.at.getTime() - b.at.getTime());
	// The database numbers and chains each row as it comes, whatever stands in these three.
	const chained = { seq: 0, previousHash: Buffer.alloc(0), hash: Buffer.alloc(0) };
	for (const row of due) rows.audit.add({ ...row, ...chained });
}
