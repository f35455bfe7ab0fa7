import { and, eq, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { RoleRisk, SystemKind } from '#lib/systems/system-kinds.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { accessRight, informationSystem, systemRole } from './tables.ts';

/** A right somebody has, with its paper trail. Moments are ISO texts. */
export type HeldRight = {
	id: string;
	roleId: string;
	systemId: string;
	systemSlug: string;
	systemName: LocalizedText;
	kind: SystemKind;
	roleSlug: string;
	roleName: LocalizedText;
	risk: RoleRisk;
	validFrom: string;
	validUntil: string | null;
	grantedAt: string;
	requestId: string | null;
	requestNumber: number | null;
	approvedBy: string | null;
	grantedBy: string | null;
};

const approver = alias(person, 'approver');
const granter = alias(person, 'granter');

const record = sql<HeldRight>`jsonb_build_object(
	'id', ${accessRight.id}, 'roleId', ${systemRole.id},
	'systemId', ${informationSystem.id}, 'systemSlug', ${informationSystem.slug},
	'systemName', ${informationSystem.name}, 'kind', ${informationSystem.kind},
	'roleSlug', ${systemRole.slug}, 'roleName', ${systemRole.name}, 'risk', ${systemRole.risk},
	'validFrom', ${accessRight.validFrom}, 'validUntil', ${accessRight.validUntil},
	'grantedAt', ${accessRight.grantedAt}, 'requestId', ${accessRight.requestId},
	'requestNumber', ${accessRight.requestNumber},
	'approvedBy', ${approver.name}, 'grantedBy', ${granter.name})`;

/** The rights of a person as one column, so that a page can read it together with other things they hold. */
export const heldRights = (db: DbOrTx, personId: string) =>
	db
		.select({ kind: sql<string>`'right'`.as('kind'), record: record.as('record') })
		.from(accessRight)
		.innerJoin(systemRole, eq(systemRole.id, accessRight.roleId))
		.innerJoin(informationSystem, eq(informationSystem.id, systemRole.systemId))
		.leftJoin(approver, eq(approver.id, accessRight.approvedById))
		.leftJoin(granter, eq(granter.id, accessRight.grantedById))
		.where(and(eq(accessRight.personId, personId), isNull(accessRight.endedAt)));
