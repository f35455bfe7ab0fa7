import { hasRole, hasRoleIn, roleScope, type Actor, type Role } from './actor.ts';

/** What a permission is asked about: only the facts the rules need. */
export type RequestSubject = {
	unitId: string;
	requesterId: string;
	beneficiaryId: string;
	/** Line manager of the beneficiary. */
	managerId?: string | null;
	/** People who decide or decided a stage of it. */
	approverIds?: string[];
};

export type UnitSubject = { unitId: string };

/** Somebody whose training it is. */
export type LearnerSubject = { personId: string; unitId: string; managerId: string | null };

/** The people whom a notice would reach: is each of them in the units of the person who announces it? */
export type AudienceSubject = { allInUnitsOf: (unitIds: string[]) => boolean };

/** A draft of a notice, by who answers for it and who began it. */
type DraftSubject = { ownerId: string; createdById: string | null };

/** A session of a course, by who teaches it; null for somebody from outside. */
export type TaughtSubject = { teacherId: string | null };

/** Somebody's move: where to, and who leads them there. */
export type MoveSubject = {
	unitId: string;
	personId: string;
	managerId: string | null;
	/** Who leads them today. */
	presentManagerId?: string | null;
};

type Subjects = {
	'request.read': RequestSubject;
	'request.read_internal': RequestSubject;
	'request.comment': RequestSubject;
	'request.answer': RequestSubject;
	'request.cancel': RequestSubject;
	'request.confirm': RequestSubject;
	'request.reopen': RequestSubject;
	'request.fulfil': RequestSubject;
	'desk.open': undefined;
	'queue.read': undefined;
	'catalogue.edit': undefined;
	'answers.edit': undefined;
	'people.edit': undefined;
	'people.read': undefined;
	'people.register': UnitSubject;
	'people.plan_leave': UnitSubject;
	'people.move': MoveSubject & { fromUnitId: string };
	'people.decide_move': MoveSubject;
	'roles.grant': undefined;
	'equipment.read': undefined;
	'equipment.edit': undefined;
	'equipment.set_up': undefined;
	'equipment.move': UnitSubject | undefined;
	'inventory.keep_sites': undefined;
	'software.read': undefined;
	'software.edit': undefined;
	'systems.read': undefined;
	'systems.edit': undefined;
	'rights.grant': UnitSubject | undefined;
	'seats.give': UnitSubject | undefined;
	'training.edit': undefined;
	'training.overview': undefined;
	'training.read_person': LearnerSubject;
	'training.give': undefined;
	'training.assign': LearnerSubject;
	'training.waive': LearnerSubject;
	'training.count': LearnerSubject;
	'training.revoke': undefined;
	'course.sign_up': LearnerSubject;
	'course.mark_attendance': TaughtSubject;
	'training.conditions': undefined;
	'notices.read': undefined;
	'notices.edit': undefined;
	'notices.discard': DraftSubject;
	'notices.announce': AudienceSubject;
	'notices.keep_templates': undefined;
	'notices.keep_calendar': undefined;
	'audit.read': undefined;
	'settings.edit': undefined;
	'outbox.read': undefined;
};

/** Permissions, named `noun.verb`. */
export type Permission = keyof Subjects;

const isParty = (actor: Actor, subject: RequestSubject) =>
	subject.requesterId === actor.personId || subject.beneficiaryId === actor.personId;

const represents = (actor: Actor, unitId: string) => actor.representsUnitIds.includes(unitId);

/** Holds the role without a limit: what is the whole town's is theirs to change. */
const townWide = (actor: Actor, role: Role) => roleScope(actor, role) === null;

const isTownDesk = (actor: Actor) => townWide(actor, 'agent') || townWide(actor, 'admin');

const isDesk = (actor: Actor) => hasRole(actor, 'agent') || hasRole(actor, 'admin');

const worksIn = (actor: Actor, unitId: string) =>
	hasRoleIn(actor, 'agent', unitId) || hasRoleIn(actor, 'admin', unitId);

/** The desk in general; of a unit, those whose role reaches it. */
const keepsRegistersOf = (actor: Actor, subject: UnitSubject | undefined) =>
	subject === undefined ? isDesk(actor) : worksIn(actor, subject.unitId);

/** Modules are the whole town's: an administrator of some units changes none. */
const editsTraining = (actor: Actor) => hasRole(actor, 'author') || townWide(actor, 'admin');

/** Looks after the training of these people: authors of everybody's, the desk of its units'. */
const looksAfter = (actor: Actor, subject: LearnerSubject) =>
	hasRole(actor, 'author') || worksIn(actor, subject.unitId);

const approves = (actor: Actor, subject: RequestSubject) =>
	(subject.approverIds ?? []).some(
		(approver) => approver === actor.personId || actor.deputyFor.includes(approver)
	);

const RULES: { [P in Permission]: (actor: Actor, subject: Subjects[P]) => boolean } = {
	'request.read': (actor, subject) =>
		isParty(actor, subject) ||
		worksIn(actor, subject.unitId) ||
		hasRoleIn(actor, 'auditor', subject.unitId) ||
		represents(actor, subject.unitId) ||
		(subject.managerId != null && subject.managerId === actor.personId) ||
		approves(actor, subject),
	'request.read_internal': (actor, subject) =>
		worksIn(actor, subject.unitId) || hasRoleIn(actor, 'auditor', subject.unitId),
	'request.comment': (actor, subject) =>
		isParty(actor, subject) ||
		worksIn(actor, subject.unitId) ||
		represents(actor, subject.unitId) ||
		approves(actor, subject),
	'request.answer': (actor, subject) =>
		isParty(actor, subject) || represents(actor, subject.unitId),
	'request.cancel': (actor, subject) =>
		isParty(actor, subject) || represents(actor, subject.unitId) || worksIn(actor, subject.unitId),
	'request.confirm': (actor, subject) =>
		isParty(actor, subject) || represents(actor, subject.unitId),
	'request.reopen': (actor, subject) =>
		isParty(actor, subject) || represents(actor, subject.unitId) || worksIn(actor, subject.unitId),
	'request.fulfil': (actor, subject) => worksIn(actor, subject.unitId),
	'desk.open': (actor) => isDesk(actor) || hasRole(actor, 'auditor') || hasRole(actor, 'author'),
	'queue.read': (actor) => isDesk(actor) || hasRole(actor, 'auditor'),
	'catalogue.edit': (actor) => townWide(actor, 'admin'),
	'answers.edit': (actor) => hasRole(actor, 'admin') || hasRole(actor, 'author'),
	'people.edit': (actor) => hasRole(actor, 'admin'),
	'people.read': (actor) => isDesk(actor) || hasRole(actor, 'auditor'),
	'people.register': keepsRegistersOf,
	'people.plan_leave': keepsRegistersOf,
	// A line manager takes people over into what they lead; nobody moves themselves.
	// The desk moves people between units that are both its own: nobody gets whom they like into their reach.
	// Told by where somebody is now: nobody takes people over from others by a form.
	'people.move': (actor, { unitId, fromUnitId, personId, presentManagerId }) =>
		personId !== actor.personId &&
		((worksIn(actor, unitId) && worksIn(actor, fromUnitId)) ||
			represents(actor, fromUnitId) ||
			presentManagerId === actor.personId),
	'people.decide_move': (actor, { unitId, personId, managerId }) =>
		personId !== actor.personId &&
		(worksIn(actor, unitId) || [actor.personId, ...actor.deputyFor].some((id) => id === managerId)),
	'roles.grant': (actor) => hasRole(actor, 'admin'),
	'equipment.read': (actor) => isDesk(actor) || hasRole(actor, 'auditor'),
	'equipment.edit': (actor) => isDesk(actor),
	'equipment.set_up': (actor) => isTownDesk(actor),
	'equipment.move': keepsRegistersOf,
	'inventory.keep_sites': (actor) => isTownDesk(actor),
	'software.read': (actor) => isDesk(actor) || hasRole(actor, 'auditor'),
	'software.edit': (actor) => isTownDesk(actor),
	'systems.read': (actor) => isDesk(actor) || hasRole(actor, 'auditor'),
	'systems.edit': (actor) => isTownDesk(actor),
	'rights.grant': keepsRegistersOf,
	'seats.give': keepsRegistersOf,
	'training.edit': editsTraining,
	'training.overview': (actor) =>
		isDesk(actor) || hasRole(actor, 'author') || hasRole(actor, 'auditor'),
	'training.read_person': (actor, subject) =>
		subject.personId === actor.personId ||
		subject.managerId === actor.personId ||
		looksAfter(actor, subject) ||
		represents(actor, subject.unitId) ||
		hasRoleIn(actor, 'auditor', subject.unitId),
	// On a module's own page, where people are chosen: whom exactly is asked by `training.assign`.
	'training.give': (actor) => hasRole(actor, 'author') || isDesk(actor),
	'training.assign': (actor, subject) =>
		subject.managerId === actor.personId || looksAfter(actor, subject),
	// Nobody lets themselves off, and a line manager asks somebody who looks after training.
	'training.waive': (actor, subject) =>
		subject.personId !== actor.personId && looksAfter(actor, subject),
	'training.count': (actor, subject) =>
		subject.personId !== actor.personId && looksAfter(actor, subject),
	'training.revoke': (actor) => townWide(actor, 'author') || townWide(actor, 'admin'),
	'training.conditions': (actor) => isTownDesk(actor),
	'course.sign_up': (actor, subject) =>
		subject.personId === actor.personId ||
		subject.managerId === actor.personId ||
		represents(actor, subject.unitId) ||
		editsTraining(actor),
	'course.mark_attendance': (actor, subject) =>
		editsTraining(actor) || subject.teacherId === actor.personId,
	'notices.read': (actor) => isDesk(actor) || hasRole(actor, 'author') || hasRole(actor, 'auditor'),
	'notices.edit': (actor) => isDesk(actor) || hasRole(actor, 'author'),
	// A draft of others is theirs, or the whole town's.
	'notices.discard': (actor, { ownerId, createdById }) =>
		isTownDesk(actor) ||
		townWide(actor, 'author') ||
		((isDesk(actor) || hasRole(actor, 'author')) &&
			[actor.personId, ...actor.deputyFor].some((id) => id === ownerId || id === createdById)),
	// Somebody with a role in some units reaches those units and nobody else.
	'notices.announce': (actor, { allInUnitsOf }) =>
		isTownDesk(actor) ||
		townWide(actor, 'author') ||
		allInUnitsOf(
			(['agent', 'admin', 'author'] as const).flatMap((role) => roleScope(actor, role) ?? [])
		),
	// A template is everybody's who writes notices: who does it for some units uses them as they are.
	'notices.keep_templates': (actor) => isTownDesk(actor) || townWide(actor, 'author'),
	// Freezes, the town's own dates, webhooks and the open status page are the whole town's.
	'notices.keep_calendar': (actor) => isTownDesk(actor),
	'audit.read': (actor) => townWide(actor, 'auditor') || townWide(actor, 'admin'),
	'settings.edit': (actor) => townWide(actor, 'admin'),
	'outbox.read': (actor) => townWide(actor, 'admin')
};

/**
 * May this person do this? Pure: commands ask it in their first lines, screens ask it to hide what is not
 * offered. The portal itself may do everything.
 */
export function can<P extends Permission>(
	actor: Actor,
	permission: P,
	...[subject]: Subjects[P] extends undefined
		? []
		: undefined extends Subjects[P]
			? [Subjects[P]?]
			: [Subjects[P]]
): boolean {
	if (actor.isSystem) return true;
	return RULES[permission](actor, subject as Subjects[P]);
}
