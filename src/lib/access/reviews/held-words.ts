import { m } from '#lib/paraglide/messages.js';

/** "Your 14 people, their 63 rights and 31 seats" */
export const heldWords = (size: { people: number; rights: number; seats: number }): string =>
	m.reviews_yours({
		people: m.reviews_n_people({ count: size.people }),
		rights: m.reviews_n_rights({ count: size.rights }),
		seats: m.reviews_n_seats({ count: size.seats })
	});
