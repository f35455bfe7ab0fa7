import Holidays from 'date-holidays';
import type { Plugin } from 'vite';

/** Computed when the portal is built; another year is computed when somebody asks for it. */
const FIRST = 2000;
const LAST = 2080;

/**
 * The holidays of every country and all time zones lie in memory with `date-holidays`: 30 MB for the twelve days a
 * year that the portal asks for. In the built portal those days are a list, and the library is loaded only for a year
 * outside it. The library stays the one source, here as in the tests.
 */
export const holidaysBeforehand: Plugin = {
	name: 'holidays-beforehand',
	apply: 'build',
	enforce: 'pre',
	applyToEnvironment: (environment) => environment.config.consumer === 'server',
	resolveId: {
		filter: { id: /^date-holidays$/ },
		handler: () => '\0date-holidays'
	},
	load: {
		filter: { id: /^\0date-holidays$/ },
		handler() {
			const estonia = new Holidays('EE');
			const years: Record<number, { type: string; date: string }[]> = {};
			for (let year = FIRST; year <= LAST; year++)
				years[year] = estonia.getHolidays(year, 'et').map(({ type, date }) => ({ type, date }));
			return `import { createRequire } from 'node:module';
const years = ${JSON.stringify(years)};
export default class {
	constructor(country) {
		if (country !== 'EE') throw new Error('Only the holidays of Estonia are built in.');
	}
	getHolidays(year, language) {
		if (years[year]) return years[year];
		const Holidays = createRequire(import.meta.url)('date-holidays');
		return new Holidays('EE').getHolidays(year, language);
	}
}`;
		}
	}
};
