import { openDueCampaigns } from '#lib/server/access/reviews/open-campaign.ts';
import { handOnReviews, remindReviewers } from '#lib/server/access/reviews/review-jobs.ts';
import { carryOutMoves, remindOfChanges } from '#lib/server/access/changes/change-jobs.ts';
import { sweepAuth } from '#lib/server/auth/sweep-auth.ts';
import { keepPapers } from '#lib/server/equipment/acts/act-paper.ts';
import { remindSigners } from '#lib/server/equipment/acts/remind-signers.ts';
import { PAPER_JOB } from '#lib/server/equipment/acts/settle-act.ts';
import { equipmentImport } from '#lib/server/equipment/imports/equipment-import.ts';
import { licencesImport } from '#lib/server/software/imports/licences-import.ts';
import { productsImport } from '#lib/server/software/imports/products-import.ts';
import { IMPORT_JOB } from '#lib/server/imports/import-record.ts';
import { REGISTER_IMPORTS } from '#lib/server/access/imports/register-imports.ts';
import { runImports } from '#lib/server/imports/run-imports.ts';
import { markGone } from '#lib/server/equipment/inventory/mark-gone.ts';
import { deliverMail, digestMail } from '#lib/server/mail/mail-jobs.ts';
import { DELIVER_JOB } from '#lib/server/mail/write-letters.ts';
import { openLeaverTasks } from '#lib/server/equipment/lifecycle/open-leaver-tasks.ts';
import { remindHoldersInTime } from '#lib/server/equipment/mine/rounds.ts';
import { addLaterOnes } from '#lib/server/notices/audience/add-later-ones.ts';
import { checkAllToldAfter } from '#lib/server/notices/audience/check-told-after.ts';
import { closeOldNotices, runNoticesByClock } from '#lib/server/notices/life/notice-jobs.ts';
import { deliverWebhooks } from '#lib/server/notices/telling/deliver-webhooks.ts';
import { sweepDeliveries } from '#lib/server/notices/telling/sweep-deliveries.ts';
import { WEBHOOK_JOB } from '#lib/server/notices/telling/write-webhooks.ts';
import { closeEndedAccounts } from '#lib/server/access/leaving/close-ended-accounts.ts';
import { followLeavings } from '#lib/server/access/leaving/follow-leavings.ts';
import { openHeldTasks } from '#lib/server/access/leaving/open-held-tasks.ts';
import { handOnFromLeavers } from '#lib/server/requests/hand-on-from-leavers.ts';
import { confirmOldRequests, dropLooseFiles, remindApprovers } from '#lib/server/requests/jobs.ts';
import {
	askForFeedback,
	passOnOffers,
	remindOfSessions
} from '#lib/server/training/courses/session-jobs.ts';
import { findCases } from '#lib/server/software/cases/find-cases.ts';
import { remindOfCases } from '#lib/server/software/cases/remind-of-cases.ts';
import { matchTitles } from '#lib/server/software/installations/match-titles.ts';
import { FIND_CASES_JOB, MATCH_JOB } from '#lib/server/software/software-jobs.ts';
import { followUpAsked } from '#lib/server/access/reclaim/follow-up-asked.ts';
import { proposeReclaim } from '#lib/server/software/reclaim/propose-reclaim.ts';
import { endExpiredRights } from '#lib/server/systems/end-right.ts';
import { assignByAllRules, recheckDuties } from '#lib/server/training/duty/duty-jobs.ts';
import {
	ASSIGN_JOB,
	RECHECK_JOB,
	REMIND_JOB,
	TELL_JOB
} from '#lib/server/training/duty/job-names.ts';
import { remindDuties } from '#lib/server/training/duty/remind-duties.ts';
import { tellDuties } from '#lib/server/training/duty/tell-duties.ts';
import { proposeOutages } from '#lib/server/notices/joins/propose-outages.ts';
import { forgetJobs, registerJob } from './registry.ts';

/**
 * Everything that runs by itself, one line per job: its name (`noun.what`), its function, and
 * when. A job is a function `(context, data) => Promise<void>` in its noun's room; it calls the
 * same commands as the pages do, as `systemActor`.
 */
export function registerAllJobs(): void {
	forgetJobs();
	registerJob(DELIVER_JOB, deliverMail, { cron: '* * * * *' });
	registerJob('mail.digest', digestMail, { cron: '0 8 * * *' });
	registerJob('request.confirm_old', confirmOldRequests, { cron: '*/10 * * * *' });
	registerJob('request.remind_approvers', remindApprovers, { cron: '*/10 * * * *' });
	registerJob(
		'right.end_expired',
		async ({ db, clock }) => void (await endExpiredRights(db, clock)),
		{
			cron: '5 0 * * *'
		}
	);
	registerJob('people.close_ended_accounts', closeEndedAccounts, { cron: '5 * * * *' });
	registerJob('access.follow_leavings', followLeavings, { cron: '*/5 * * * *' });
	registerJob('access.held_by_leavers', openHeldTasks, { cron: '25 0 * * *' });
	registerJob('request.hand_on_from_leavers', handOnFromLeavers, { cron: '*/10 * * * *' });
	registerJob('request.drop_loose_files', dropLooseFiles, { cron: '30 3 * * *' });
	registerJob('seat.propose_reclaim', proposeReclaim, { cron: '35 0 * * *' });
	registerJob('seat.follow_up', followUpAsked, { cron: '25 8 * * *' });
	registerJob('equipment.held_by_leavers', openLeaverTasks, { cron: '20 0 * * *' });
	registerJob(ASSIGN_JOB, assignByAllRules, { cron: '15 0 * * *' });
	registerJob(RECHECK_JOB, recheckDuties, { cron: '*/10 * * * *' });
	registerJob(TELL_JOB, tellDuties, { cron: '*/10 * * * *' });
	registerJob(REMIND_JOB, remindDuties, { cron: '30 8 * * *' });
	registerJob('course.pass_on_offers', passOnOffers, { cron: '*/10 * * * *' });
	registerJob('course.remind', remindOfSessions, { cron: '5-59/10 * * * *' });
	registerJob('course.ask_for_feedback', askForFeedback, { cron: '*/30 * * * *' });
	registerJob('notice.add_later_ones', addLaterOnes, { cron: '*/10 * * * *' });
	registerJob('notice.check_told_after', checkAllToldAfter, { cron: '50 0 * * *' });
	registerJob('notice.by_clock', runNoticesByClock, { cron: '* * * * *' });
	registerJob('notice.close', closeOldNotices, { cron: '10 * * * *' });
	registerJob('notice.propose_outages', proposeOutages, { cron: '* * * * *' });
	registerJob(WEBHOOK_JOB, deliverWebhooks, { cron: '* * * * *' });
	registerJob('notice.sweep_webhooks', sweepDeliveries, { cron: '45 3 * * *' });
	registerJob(PAPER_JOB, keepPapers, { cron: '*/10 * * * *' });
	registerJob('act.remind_signers', remindSigners, { cron: '20 8 * * *' });
	registerJob(
		IMPORT_JOB,
		runImports([...REGISTER_IMPORTS, equipmentImport, productsImport, licencesImport]),
		{
			cron: '* * * * *',
			expiresAfterMinutes: 30
		}
	);
	registerJob('inventory.mark_gone', markGone, { cron: '25 2 * * *' });
	registerJob('equipment.remind_holders', remindHoldersInTime, { cron: '20 8 * * *' });
	registerJob(MATCH_JOB, matchTitles, { cron: '5 1 * * *', expiresAfterMinutes: 30 });
	registerJob(FIND_CASES_JOB, findCases, { cron: '10 1 * * *', expiresAfterMinutes: 30 });
	registerJob('software.remind_cases', remindOfCases, { cron: '25 8 * * *' });
	registerJob('review.open', openDueCampaigns, { cron: '5 7 * * *' });
	registerJob('review.remind', remindReviewers, { cron: '25 8 * * *' });
	registerJob('review.hand_on', handOnReviews, { cron: '35 * * * *' });
	registerJob('change.carry_out', carryOutMoves, { cron: '2-59/10 * * * *' });
	registerJob('change.remind', remindOfChanges, { cron: '10 8 * * 1-5' });
	registerJob('auth.sweep', sweepAuth, { cron: '40 3 * * *' });
}
