import type { Db } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { service, serviceVersion } from '#lib/server/catalogue/tables.ts';
import { approval, approvalStage, serviceRequest, team } from '#lib/server/requests/tables.ts';
import { townNow, type TownPerson } from '#tests/support/town.ts';

type Filed = typeof serviceRequest.$inferInsert;

/** Files requests straight into the tables: for queries, which only read what the commands wrote. */
export async function requestDesk(db: Db) {
	const serviceId = newId();
	const versionId = newId();
	const title = { et: 'Ligipääs infosüsteemile', ru: 'Доступ к системе', en: 'Access to a system' };
	await db
		.insert(team)
		.values({ slug: 'it', name: { et: 'IT', ru: 'ИТ' } })
		.onConflictDoNothing();
	await db.insert(service).values({
		id: serviceId,
		slug: 'system-access',
		title,
		currentVersion: 1,
		source: 'files',
		updatedAt: townNow
	});
	await db.insert(serviceVersion).values({
		id: versionId,
		serviceId,
		version: 1,
		contentHash: 'x',
		createdAt: townNow,
		definition: {
			title,
			summary: title,
			keywords: { et: [], ru: [], en: [] },
			icon: 'key-round',
			kind: 'request',
			category: 'access',
			visibleTo: [{ who: 'everyone' }],
			forWhom: ['self', 'colleague'],
			gives: 'right',
			workingDays: 3,
			team: 'it',
			fields: [
				{
					kind: 'long_text',
					key: 'why',
					label: { et: 'Milleks?', ru: 'Зачем?', en: 'What for?' },
					required: true,
					half: false,
					lines: 3
				}
			],
			approvals: [],
			tasks: [{ key: 'give', title, needs: [], checklist: [] }]
		}
	});
	const file = async (
		requester: TownPerson,
		beneficiary: TownPerson,
		more: Partial<Filed> = {}
	): Promise<{ id: string; number: number }> => {
		const id = newId();
		const [row] = await db
			.insert(serviceRequest)
			.values({
				id,
				serviceId,
				serviceVersionId: versionId,
				kind: 'request',
				title: 'Ligipääs rahvastikuregistrile',
				status: 'queued',
				requesterId: requester.id,
				beneficiaryId: beneficiary.id,
				unitId: beneficiary.unitId,
				answers: { why: 'kontrollin lapse elukohta' },
				submittedAt: townNow,
				promisedAt: townNow,
				firstPromisedAt: townNow,
				promiseBaseAt: townNow,
				promiseBaseSince: townNow,
				fulfilDays: 3,
				team: 'it',
				holder: 'desk',
				heldSince: townNow,
				lastEventAt: townNow,
				submissionKey: newId(),
				...more
			})
			.returning({ number: serviceRequest.number });
		return { id, number: row?.number ?? 0 };
	};
	const openStage = async (request: { id: string }, approvers: TownPerson[], dueAt = townNow) => {
		const stageId = newId();
		await db.insert(approvalStage).values({
			id: stageId,
			requestId: request.id,
			ordinal: 0,
			title: { et: 'Juht', ru: 'Руководитель', en: 'Manager' },
			rule: { kind: 'line_manager' },
			need: 'any',
			needed: 1,
			workingDays: 2,
			state: 'open',
			openedAt: townNow,
			dueAt
		});
		await db.insert(approval).values(
			approvers.map((approver) => ({
				id: newId(),
				stageId,
				requestId: request.id,
				approverId: approver.id,
				because: 'line_manager'
			}))
		);
		return stageId;
	};
	return { file, openStage, serviceId };
}
