import type { AnswerLine } from '#lib/catalogue/render-answer.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ShownConflict } from '#lib/systems/shown-conflict.ts';
import type { Decision } from './decisions.ts';

/** How a stage's clock stands: whole working days left, today, or late. */
export type StageClock = { kind: 'left' | 'late'; days: number } | { kind: 'today' };

/** All that is needed to decide one request. */
export type ApprovalCard = {
	number: number;
	title: string;
	stageId: string;
	stageTitle: LocalizedText;
	serviceTitle: LocalizedText;
	beneficiary: { name: string; position: string; unitName: LocalizedText };
	/** Who asked, when that is somebody else. */
	requesterName: string | null;
	submittedAt: Date;
	openedAt: Date | null;
	dueAt: Date | null;
	clock: StageClock | null;
	/** For whom the reader would decide as deputy; null when it is their own decision. */
	asDeputyFor: string | null;
	/** Why they are asked. */
	because: string;
	answers: AnswerLine[];
	/** Who has agreed before. */
	agreed: { name: string; reason: string | null }[];
	/** Rights it asks for that do not go with others. */
	conflicts: ShownConflict[];
	/** What the person has already of the kind that is asked for; undefined when that tells nothing. */
	holds?: string[];
};

/** How one of several decisions went. */
export type DecisionResult = { number: number; decision: Decision; problem?: string };
