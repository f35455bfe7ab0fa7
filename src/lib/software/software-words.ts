import { m } from '#lib/paraglide/messages.js';
import type { SoftwarePolicy } from './software-policies.ts';

const policies: Record<SoftwarePolicy, () => string> = {
	allowed: m.registers_policy_allowed,
	needs_approval: m.registers_policy_needs_approval,
	forbidden: m.registers_policy_forbidden
};

/** "Kooskõlastusega" */
export const policyWord = (policy: SoftwarePolicy): string => policies[policy]();
