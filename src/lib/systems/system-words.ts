import { m } from '#lib/paraglide/messages.js';
import type { RIGHT_FACTS, RIGHT_STATES } from './list-shapes.ts';
import type { RoleRisk, SystemKind } from './system-kinds.ts';

const kinds: Record<SystemKind, () => string> = {
	system: m.registers_kind_system,
	mailbox: m.registers_kind_mailbox,
	group: m.registers_kind_group,
	folder: m.registers_kind_folder
};

const risks: Record<RoleRisk, () => string> = {
	low: m.registers_risk_low,
	medium: m.registers_risk_medium,
	high: m.registers_risk_high
};

const criticalities: Record<string, () => string> = {
	1: m.registers_criticality_1,
	2: m.registers_criticality_2,
	3: m.registers_criticality_3,
	4: m.registers_criticality_4
};

const facts: Record<(typeof RIGHT_FACTS)[number], () => string> = {
	expiring: m.registers_fact_expiring,
	no_request: m.registers_fact_no_request,
	overdue: m.rights_fact_overdue,
	left: m.registers_fact_left,
	closed: m.rights_fact_closed,
	conflict: m.rights_fact_conflict
};

/** "Postkast" */
export const kindWord = (kind: SystemKind): string => kinds[kind]();

/** "suur" */
export const riskWord = (risk: RoleRisk): string => risks[risk]();

/** "3, töö seisab" */
export const criticalityWord = (level: number): string => criticalities[level]?.() ?? String(level);

/** What is worth finding among rights: "lõpeb 60 päeva jooksul". */
export const rightFactWord = (fact: (typeof RIGHT_FACTS)[number]): string => facts[fact]();

const states: Record<(typeof RIGHT_STATES)[number], () => string> = {
	live: m.registers_right_live,
	valid: m.rights_state_valid,
	to_come: m.rights_state_to_come,
	ended: m.registers_right_ended
};

/** How a right stands: "algab hiljem". */
export const rightStateWord = (state: (typeof RIGHT_STATES)[number]): string => states[state]();

const reasons: Record<string, () => string> = {
	expired: m.registers_ended_expired,
	left: m.leaving_ended,
	renewed: m.registers_ended_renewed
};

/** Why a right ended: in words for what the portal does, as written for what a person wrote. */
export const endReasonWord = (reason: string): string => reasons[reason]?.() ?? reason;
