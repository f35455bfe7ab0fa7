import type { AnswerLine } from '#lib/catalogue/render-answer.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ShownConflict } from '#lib/systems/shown-conflict.ts';
import type { RequestEventKind } from './event-kinds.ts';
import type { PromiseStanding } from './promise-standing.ts';
import type { RequestTurn } from './request-turn.ts';
import type { RequestStatus } from './statuses.ts';
import type { Hands } from './whose-hands.ts';

/** Somebody of the request, as the facts beside it name them. */
export type RequestPerson = {
	id: string;
	name: string;
	position: string;
	phone: string;
	unitName: LocalizedText | null;
	placeName?: LocalizedText | null;
};

/** One person's say in a stage. */
export type StageApproval = {
	approverId: string;
	approverName: string;
	/** Why they are asked: the rule's kind, `instead` or `administrator`. */
	because: string;
	decision: 'approved' | 'rejected' | 'returned' | null;
	decidedByName: string | null;
	reason: string | null;
	decidedAt: Date | null;
	pending: boolean;
};

export type StageView = {
	id: string;
	round: number;
	ordinal: number;
	title: LocalizedText;
	state: 'pending' | 'open' | 'approved' | 'rejected' | 'returned' | 'skipped';
	needed: number | null;
	workingDays: number;
	openedAt: Date | null;
	dueAt: Date | null;
	closedAt: Date | null;
	approvals: StageApproval[];
};

export type RequestEventView = {
	id: string;
	at: Date;
	actorId: string | null;
	actorName: string | null;
	kind: RequestEventKind;
	data: Record<string, string>;
	internal: boolean;
	/** The task that the step is about. */
	task: LocalizedText | null;
};

export type RequestFile = {
	id: string;
	name: string;
	mediaType: string;
	size: number;
	commentId: string | null;
	internal: boolean;
};

export type CommentView = {
	id: string;
	authorId: string;
	authorName: string;
	/** Written by somebody of the desk, who is not a party to the request. */
	fromDesk: boolean;
	body: string;
	internal: boolean;
	createdAt: Date;
	files: RequestFile[];
};

export type LinkView = {
	number: number;
	title: string;
	status: RequestStatus;
	kind: 'related' | 'duplicate' | 'sibling';
};

/** A module that somebody has to do before the request can be fulfilled. */
export type TrainingFirst = {
	personId: string;
	personName: string;
	slug: string;
	title: LocalizedText;
};

/** What the reader may do with the request now; screens offer only this. */
export type RequestActs = {
	comment: boolean;
	readInternal: boolean;
	answer: boolean;
	correct: boolean;
	confirm: boolean;
	cancel: boolean;
	fulfil: boolean;
	/** The open stage in which the reader has a say, and for whom they would say it as a deputy. */
	decide: { stageId: string; asDeputyFor: string | null } | null;
};

/** All that one request's page shows to this reader. */
export type RequestPageView = Hands &
	RequestTurn & {
		id: string;
		number: number;
		kind: 'request' | 'fault';
		title: string;
		heldSince: Date;
		submittedAt: Date;
		promisedAt: Date;
		firstPromisedAt: Date;
		promiseNote: string | null;
		standing: PromiseStanding;
		fulfilledAt: Date | null;
		confirmsItselfAt: Date | null;
		closedAt: Date | null;
		rating: number | null;
		ratingComment: string | null;
		revision: number;
		service: { slug: string; title: LocalizedText };
		team: { slug: string; name: LocalizedText };
		requester: RequestPerson;
		beneficiary: RequestPerson;
		assignee: RequestPerson | null;
		mergedInto: number | null;
		answers: AnswerLine[];
		/** Answers before the request was returned and sent again, the latest first. */
		earlierAnswers: { version: number; savedAt: Date; lines: AnswerLine[] }[];
		stages: StageView[];
		events: RequestEventView[];
		comments: CommentView[];
		files: RequestFile[];
		links: LinkView[];
		trainingFirst: TrainingFirst[];
		/** Rights it asks for that do not go with others, while it is open. */
		conflicts: ShownConflict[];
		/** Somebody enters the register by it. */
		addsPerson: boolean;
		acts: RequestActs;
	};
