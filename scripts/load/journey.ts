import { renderAnswers, type AnswerLine } from '#lib/catalogue/render-answer.ts';
import { requestTitle } from '#lib/catalogue/request-title.ts';
import type { Answers } from '#lib/catalogue/answer-value.ts';
import type { ApprovalStage } from '#lib/catalogue/approval-stage.ts';
import type { NotificationKind } from '#lib/notifications/notification-kinds.ts';
import type { RequestEventKind } from '#lib/requests/event-kinds.ts';
import { formatNumber, requestHref } from '#lib/requests/request-number.ts';
import { moveFrom, type RequestMove } from '#lib/requests/request-moves.ts';
import { isPaused, type Holder } from '#lib/requests/statuses.ts';
import type { WorkingCalendar } from '#lib/working-time/calendar.ts';
import { moveByPauses, type Pause } from '#lib/working-time/pauses.ts';
import { promise } from '#lib/working-time/promise.ts';
import { addWorkingTime, endOfWorkingDay } from '#lib/working-time/working-time.ts';
import { WORDS, type WordKey } from '../sample/history/words.ts';
import type { LoadedPerson, LoadedService, World } from './model.ts';
import type { RequestRow, RequestRows } from './request-rows.ts';

export type Asked = {
	number: number;
	service: LoadedService;
	requester: LoadedPerson;
	beneficiary: LoadedPerson;
	answers: Answers;
	at: Date;
	/** How fast things happen: 1 is everyday, smaller is hurried. */
	pace: number;
};

type Hands = { holder: Holder; who?: LoadedPerson; name?: string | null };
const DAY = 86_400_000;

/** One request while its story is told: what the commands would keep of it, row by row. */
export class Journey {
	readonly world: World;
	readonly rows: RequestRows;
	readonly asked: Asked;
	readonly calendar: WorkingCalendar;
	readonly row: RequestRow;
	/** The moment of the story. */
	at: Date;
	assignee: LoadedPerson | null = null;
	#pauses: Pause[] = [];
	#words: string[];

	constructor(world: World, rows: RequestRows, asked: Asked, stages: readonly ApprovalStage[]) {
		const { service, requester, beneficiary, answers, at } = asked;
		const { definition } = service;
		this.world = world;
		this.rows = rows;
		this.asked = asked;
		this.at = at;
		this.calendar = world.calendars[beneficiary.unit.isKindergarten ? 'kindergarten' : 'office'];
		const words = { labels: world.labels[requester.locale], locale: requester.locale };
		this.#words = [linesText(renderAnswers(definition.fields, answers, words))];
		const { dueAt } = this.#promiseFor(stages);
		this.row = {
			id: world.makeId(at),
			number: asked.number,
			serviceId: service.id,
			serviceVersionId: service.versionId,
			kind: definition.kind,
			title: requestTitle(definition, answers, words),
			status: stages.length > 0 ? 'awaiting_approval' : 'queued',
			requesterId: requester.id,
			beneficiaryId: beneficiary.id,
			unitId: beneficiary.unit.id,
			placeId: beneficiary.unit.placeId,
			answers,
			answersVersion: 1,
			submittedAt: at,
			promisedAt: dueAt,
			firstPromisedAt: dueAt,
			fulfilDays: definition.workingDays,
			promiseBaseAt: dueAt,
			promiseBaseSince: at,
			promiseNote: null,
			pausedSince: null,
			team: definition.team,
			assigneeId: null,
			holder: 'desk',
			heldById: null,
			heldByName: null,
			heldSince: at,
			fulfilledAt: null,
			confirmsItselfAt: null,
			closedAt: null,
			rating: null,
			ratingComment: null,
			noActReason: '',
			mergedIntoId: null,
			submissionKey: world.makeId(at),
			revision: 1,
			lastEventAt: at
		};
	}

	/** Lets working time pass; false when that moment has not come yet, which ends the story for now. */
	pass(fewest: number, most: number): boolean {
		const minutes = this.world.random.between(fewest, most) * this.asked.pace;
		const next = addWorkingTime(this.at, Math.max(1, minutes), this.calendar);
		return this.passTo(next);
	}

	passTo(next: Date): boolean {
		if (next >= this.world.now) return false;
		this.at = next;
		return true;
	}

	/** What somebody writes, in their language. */
	says(who: LoadedPerson, key: WordKey): string {
		return this.world.random.pick(WORDS[key][who.locale]);
	}

	move(
		move: RequestMove | undefined,
		hands: Hands | undefined,
		set: Partial<RequestRow> = {}
	): void {
		const status = move ? moveFrom(this.row.status, move) : this.row.status;
		if (!status) throw new Error(`No ${move} from ${this.row.status}.`);
		this.#changeClock(status);
		if (hands) {
			this.row.holder = hands.holder;
			this.row.heldById = hands.who?.id ?? null;
			this.row.heldByName = hands.name ?? null;
			this.row.heldSince = this.at;
		}
		Object.assign(this.row, set, { status, lastEventAt: this.at, revision: this.row.revision + 1 });
	}

	event(
		kind: RequestEventKind,
		actor: LoadedPerson | null,
		data: Record<string, string> = {},
		internal = false
	): void {
		this.rows.events.add({
			id: this.world.makeId(this.at),
			requestId: this.row.id,
			at: this.at,
			actorId: actor?.id ?? null,
			actorName: actor?.name ?? null,
			kind,
			data,
			internal
		});
	}

	audit(action: string, actor: LoadedPerson | null, after: unknown, before: unknown = null): void {
		this.auditOf('request', this.row.id, action, actor, after, before);
	}

	/** A row of the log about another record that this request changed. */
	auditOf(
		noun: string,
		recordId: string,
		action: string,
		actor: LoadedPerson | null,
		after: unknown,
		before: unknown = null
	): void {
		const ip = actor ? `10.0.${actor.id.charCodeAt(35)}.${actor.id.charCodeAt(34)}` : null;
		const who = { actorId: actor?.id ?? null, actorName: actor?.name ?? null, ip };
		this.rows.later.push({ at: this.at, ...who, action, noun, recordId, before, after });
	}

	comment(author: LoadedPerson, body: string, internal = false): void {
		if (body === '') return;
		this.rows.comments.add({
			id: this.world.makeId(this.at),
			requestId: this.row.id,
			authorId: author.id,
			body,
			internal,
			mentions: [],
			createdAt: this.at
		});
		this.row.lastEventAt = this.at;
		if (!internal) this.#words.push(body);
	}

	tell(
		kind: Extract<NotificationKind, `request.${string}`>,
		to: LoadedPerson | null,
		who: LoadedPerson | null,
		{ params = {}, href = requestHref(this.row.number) } = {}
	): void {
		if (!to || to === who) return;
		const { random, now } = this.world;
		const unread = random.chance(now.getTime() - this.at.getTime() < 10 * DAY ? 40 : 3);
		const readAt = new Date(this.at.getTime() + random.between(10, 3000) * 60_000);
		this.rows.bell.add({
			id: this.world.makeId(this.at),
			personId: to.id,
			kind,
			noun: 'request',
			recordId: this.row.id,
			params: {
				number: formatNumber(this.row.number),
				title: this.row.title,
				who: who?.name ?? '',
				...params
			},
			href,
			times: 1,
			createdAt: this.at,
			readAt: unread || readAt >= now ? null : readAt
		});
	}

	/** Promises anew, as when a returned request is sent again. */
	promiseAnew(stages: readonly ApprovalStage[]): void {
		const { dueAt } = this.#promiseFor(stages);
		this.row.promisedAt = this.row.promiseBaseAt = dueAt;
		this.row.promiseBaseSince = this.at;
	}

	/** Ends the story: the request as it stands is written. */
	close(): void {
		const { requester, beneficiary } = this.asked;
		this.rows.requests.add({
			...this.row,
			people: `${requester.name} ${beneficiary.name}`,
			words: this.#words.join(' ').slice(0, 20_000)
		});
	}

	#promiseFor(stages: readonly ApprovalStage[]) {
		const fulfilDays = this.asked.service.definition.workingDays;
		return promise({
			submittedAt: this.at,
			stages,
			fulfilDays,
			pauses: [],
			calendar: this.calendar
		});
	}

	#changeClock(status: RequestRow['status']): void {
		const { row, at } = this;
		if (isPaused(status) && !isPaused(row.status)) {
			row.pausedSince = at;
		} else if (isPaused(row.status) && !isPaused(status)) {
			this.pauseUntil(at);
			row.pausedSince = null;
			const moved = moveByPauses(row.promiseBaseAt, this.#pauses, at, this.calendar);
			row.promisedAt = endOfWorkingDay(moved, this.calendar);
		}
	}

	/** Writes the pause that lasts, with its end or without. */
	pauseUntil(until: Date | null): void {
		const { row } = this;
		if (!row.pausedSince) return;
		const why = row.status === 'waiting_vendor' ? 'vendor' : 'requester';
		const since = row.pausedSince;
		this.rows.pauses.add({ id: this.world.makeId(since), requestId: row.id, since, until, why });
		if (until) this.#pauses.push({ from: since, to: until });
	}
}

function linesText(lines: AnswerLine[]): string {
	return lines
		.map((line) => [line.text, ...(line.rows ?? []).map((row) => linesText(row.lines))].join(' '))
		.join(' ');
}
