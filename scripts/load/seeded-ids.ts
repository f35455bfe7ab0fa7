import type { Random } from '../sample/random.ts';

/** Makes ids that repeat with the seed: uuid v7 of a moment, in the order in which they are made. */
export type IdMaker = (at: Date | number) => string;

const HEX = Array.from({ length: 65_536 }, (_, n) => n.toString(16).padStart(4, '0'));
const MOST_IN_ONE_MOMENT = 4095;

/** Ids from chance. Two of one millisecond sort as they were made, as those of the portal do. */
export function seededIds(random: Random): IdMaker {
	let last = -1;
	let counter = 0;
	const chance = () => HEX[Math.floor(random.next() * 65_536)] ?? '';
	return (at) => {
		const ms = Math.floor(Number(at));
		counter = ms === last ? Math.min(counter + 1, MOST_IN_ONE_MOMENT) : 0;
		last = ms;
		const high = Math.floor(ms / 65_536);
		const time = `${HEX[Math.floor(high / 65_536)]}${HEX[high % 65_536]}-${HEX[ms % 65_536]}`;
		const variant = HEX[0x8000 + Math.floor(random.next() * 0x4000)];
		return `${time}-${HEX[0x7000 + counter]}-${variant}-${chance()}${chance()}${chance()}`;
	};
}
