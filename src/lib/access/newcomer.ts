import type { Answers } from '#lib/catalogue/answer-value.ts';

/** Who comes, where to and when, as the form of a new employee says. */
export type Newcomer = {
	name: string;
	position: string;
	unitId: string;
	placeId: string | null;
	managerId: string | null;
	day: string;
};

/** The newcomer whom the answers describe; undefined for answers about anything else. */
export function newcomerOf(answers: Readonly<Answers>): Newcomer | undefined {
	const text = (key: string) => {
		const value = Object.hasOwn(answers, key) ? answers[key] : undefined;
		return typeof value === 'string' ? value.trim() : '';
	};
	const [unitId, day, first, last] = [
		text('unit'),
		text('from'),
		text('first_name'),
		text('last_name')
	];
	if (!unitId || !first || !last || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
	return {
		name: `${first} ${last}`,
		position: text('position'),
		unitId,
		placeId: text('place') || null,
		managerId: text('line_manager') || null,
		day
	};
}
