/** Whom one can be in the sample organisation. */
export type SampleRole =
	'employee' | 'teacher' | 'manager' | 'representative' | 'agent' | 'author' | 'auditor' | 'admin';

/** The password of every sign-in below. It is public, so it works in the sample organisation only. */
export const SAMPLE_PASSWORD = 'abilaud-sample';

/** The sign-ins that the sample organisation offers, in the order in which people try them. */
export const SAMPLE_SIGN_INS: readonly { role: SampleRole; email: string }[] = [
	{ role: 'employee', email: 'employee@linn.example' },
	{ role: 'manager', email: 'manager@linn.example' },
	{ role: 'agent', email: 'agent@linn.example' },
	{ role: 'representative', email: 'representative@linn.example' },
	{ role: 'teacher', email: 'opetaja@linn.example' },
	{ role: 'author', email: 'author@linn.example' },
	{ role: 'auditor', email: 'auditor@linn.example' },
	{ role: 'admin', email: 'admin@linn.example' }
];
