import { addWorkingDays } from '#lib/working-time/working-time.ts';
import { fillForm } from './fill-form.ts';
import type { Asked } from './journey.ts';
import type { LoadedPerson, LoadedService, World } from './model.ts';
import type { Ending } from './play-request.ts';

export type PlannedRequest = { asked: Omit<Asked, 'number'>; ending: Ending };

/** How often people ask for what, as in the sample; a service that is not named comes up now and then. */
const WEIGHTS: Record<string, number> = {
	'fault-report': 24,
	'system-access': 16,
	'install-software': 10,
	'forgotten-password': 10,
	computer: 9,
	repair: 7,
	printer: 6,
	vpn: 6,
	'meeting-room': 5,
	'group-membership': 5,
	other: 5,
	phone: 4,
	'shared-mailbox': 3,
	// Somebody who leaves would take the rest of their story with them, and a newcomer would need one of their own.
	leaver: 0,
	'new-employee': 0
};
const USUAL_WEIGHT = 2;
export const weightOf = (slug: string): number => WEIGHTS[slug] ?? USUAL_WEIGHT;

/** Where the requests of the last days stand: every status is among them. */
const RECENT: readonly Ending[] = [
	'awaiting_approval',
	'queued',
	'in_progress',
	'fulfilled',
	'waiting_requester',
	'confirmed',
	'waiting_vendor',
	'returned',
	'rejected',
	'cancelled',
	'queued',
	'in_progress',
	'awaiting_approval'
];
const RECENT_DAYS = 8;
const DAY = 86_400_000;

/** The moments at which so many requests are sent since `begin`, in order; a few in a hundred in the last days. */
export function sendingMoments(world: World, count: number, begin: Date): Float64Array {
	const { random, now, calendars } = world;
	const recent = Math.min(count, Math.max(RECENT.length * 4, Math.ceil(count * 0.02)));
	const turn = now.getTime() - RECENT_DAYS * 1.5 * DAY;
	const times = new Float64Array(count);
	for (let n = 0; n < count; n += 1) {
		const from = n < recent ? turn : begin.getTime();
		const to = n < recent ? now.getTime() - DAY / 24 : turn;
		const day = addWorkingDays(new Date(from + random.next() * (to - from)), 0, calendars.office);
		// People write all day long, until they go home.
		const at = day.getTime() - random.next() * 8.5 * 3_600_000;
		times[n] = Math.floor(Math.min(at, to));
	}
	return times.sort();
}

/** Somebody asks for something at that moment. */
export function planRequest(world: World, askers: Askers, nth: number, at: Date): PlannedRequest {
	const { random, now } = world;
	const recent = now.getTime() - at.getTime() < RECENT_DAYS * 1.5 * DAY;
	for (;;) {
		const requester = askers();
		const service = pickService(world, requester);
		const beneficiary = pickBeneficiary(world, service, requester);
		const answers = fillForm(service, { world, who: requester, beneficiary, at });
		if (!answers) continue;
		const pace = recent ? 0.12 : 1;
		const ending = recent
			? (RECENT[nth % RECENT.length] ?? 'queued')
			: oldEnding(random.next(), now.getTime() - at.getTime());
		return { asked: { service, requester, beneficiary, answers, at, pace }, ending };
	}
}

const LYING_ABOUT = [
	'waiting_vendor',
	'waiting_requester',
	'returned',
	'in_progress',
	'awaiting_approval'
] as const;

/** A few were refused or taken back; of those of the last season a few lie about; all others were confirmed. */
function oldEnding(chance: number, age: number): Ending {
	if (chance < 0.035) return 'rejected';
	if (chance < 0.075) return 'cancelled';
	const lies = age < 60 * DAY && chance > 0.97;
	return lies
		? (LYING_ABOUT[Math.floor((chance - 0.97) * 1e6) % LYING_ABOUT.length] ?? 'confirmed')
		: 'confirmed';
}

export type Askers = () => LoadedPerson;

/** Who asks next: one in twenty, secretaries and the like, asks ten times as often as others. */
export function askersOf({ random, people }: World): Askers {
	const often = people.filter((_, n) => n % 20 === 1);
	return () => random.pick(random.chance(34) ? often : people);
}

function pickService(world: World, who: LoadedPerson): LoadedService {
	const open = world.services.filter(({ definition }) =>
		definition.visibleTo.some((rule) => sees(rule, who))
	);
	let left = world.random.next() * open.reduce((sum, { weight }) => sum + weight, 0);
	for (const service of open) {
		left -= service.weight;
		if (left < 0) return service;
	}
	return open.at(-1) as LoadedService;
}

function sees(rule: { who: string; kinds?: string[] }, who: LoadedPerson): boolean {
	if (rule.who === 'everyone') return true;
	if (rule.who === 'managers') return who.isHead;
	return rule.who === 'unit_kinds' && (rule.kinds ?? []).includes(who.unit.kind);
}

function pickBeneficiary(
	world: World,
	{ definition }: LoadedService,
	who: LoadedPerson
): LoadedPerson {
	const ways = definition.forWhom;
	const others = ways.includes('colleague') || ways.includes('several');
	return others && world.random.chance(12) ? world.random.pick(who.unit.people) : who;
}
