import { isRequestersTurn } from '$lib/requests/request-turn.ts';
import type { SaidOfItem } from '$lib/server/equipment/mine/things-parts.ts';
import type { OpenRequestOn } from '$lib/server/requests/queries/things-of.ts';
import type { ThingTraining } from '$lib/training/thing-training.ts';
import type { ActContext } from './thing-acts.ts';

/** A module about a thing, in the reader's language. */
export type ShownTraining = Omit<ThingTraining, 'title'> & { title: string };

/** What every row of the page knows besides its thing. */
export type ThingsContext = ActContext & {
	requests: OpenRequestOn[];
	/** Modules about what the reader holds; none about the things of somebody else. */
	training: ShownTraining[];
	/** What the holder said of their things and nobody has seen to yet. */
	said: SaidOfItem[];
	/** Who reads the page. */
	personId: string;
	now: Date;
};

/** The newest open request that names one of these records; one that waits for the reader comes first. */
export function requestAbout(
	{ requests, forPerson, personId }: ThingsContext,
	...ids: string[]
): { request: OpenRequestOn; yours: boolean } | undefined {
	const found = requests
		.filter((request) => ids.some((id) => request.about.includes(id)))
		.map((request) => ({ request, yours: isYours(request, forPerson === null, personId) }));
	return found.find(({ yours }) => yours) ?? found[0];
}

/** The reader is the one who has to act on it: as the one who asked, or for whom it is. */
export const isYours = (request: OpenRequestOn, own: boolean, personId: string): boolean =>
	(own || request.requesterId === personId) && isRequestersTurn(request.status);

/** The modules that teach a product or system, by its slug. */
export const trainingAbout = ({ training }: ThingsContext, slug: string): ShownTraining[] =>
	training.filter((one) => one.about === slug);
