import { m } from '#lib/paraglide/messages.js';
import type { KindTexts } from './kind-texts.ts';

/** What is said of people's accounts and deputies. */
export const accountTexts: KindTexts<'deputy' | 'auth'> = {
	'deputy.named': {
		line: m.notifications_line_deputy_named,
		subject: m.notifications_subject_deputy_named
	},
	'auth.invitation': {
		line: m.notifications_line_auth_invitation,
		subject: m.notifications_subject_auth_invitation
	},
	'auth.reset': {
		line: m.notifications_line_auth_reset,
		subject: m.notifications_subject_auth_reset
	},
	'auth.new_sign_in': {
		line: m.notifications_line_auth_new_sign_in,
		subject: m.notifications_subject_auth_new_sign_in
	},
	'auth.password_changed': {
		line: m.notifications_line_auth_password_changed,
		subject: m.notifications_subject_auth_password_changed
	},
	'auth.second_factor_on': {
		line: m.notifications_line_auth_second_factor_on,
		subject: m.notifications_subject_auth_second_factor_on
	},
	'auth.second_factor_off': {
		line: m.notifications_line_auth_second_factor_off,
		subject: m.notifications_subject_auth_second_factor_off
	},
	'auth.recovery_code_used': {
		line: m.notifications_line_auth_recovery_code_used,
		subject: m.notifications_subject_auth_recovery_code_used
	}
};
