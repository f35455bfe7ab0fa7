import { categoryIcon } from '$lib/equipment/category-icon.ts';
import { itemTitle } from '$lib/equipment/item-words.ts';
import { quickServices } from '$lib/home/quick-services.ts';
import { isoDay } from '$lib/format/moments.ts';
import { localize } from '$lib/i18n/localized.ts';
import { moduleTitle } from '$lib/training/module-title.ts';
import { ownReviews } from '$lib/server/access/reviews/reviews-to-do.ts';
import { listServices } from '$lib/server/catalogue/list-services.ts';
import { casesOf } from '$lib/server/software/cases/get-case.ts';
import { homePage } from '$lib/server/requests/queries/home-page.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { PageServerLoad } from './$types';

const mostDevices = 4;

export const load: PageServerLoad = async (event) => {
	const { db, clock, locale } = event.locals;
	const actor = signedIn(event);
	const today = isoDay(clock.now());
	const [home, reviews, services, cases] = await Promise.all([
		homePage(db, actor, clock.now()),
		ownReviews(db, actor, { waitingOnly: true }, clock),
		listServices(db, actor, locale),
		casesOf(db, actor.personId)
	]);
	return {
		personId: actor.personId,
		cases,
		today,
		toSign: home.toSign,
		reviews,
		requests: home.requests,
		decisions: home.approvals,
		moreDecisions: home.moreApprovals,
		drafts: home.drafts.map(({ slug, title, updatedAt }) => ({
			href: `/services/${slug}`,
			title: localize(title, locale),
			updatedAt
		})),
		training: home.training.map(({ slug, titles, source, ...module }) => ({
			href: module.isChange ? `/training/${slug}/changes` : `/training/${slug}`,
			title: titles[locale] ?? titles[source] ?? slug,
			isOverdue: module.dueOn !== null && module.dueOn < today,
			...module
		})),
		seats: home.seats.map(({ sessionId, titles, startsAt, until }) => ({
			id: sessionId,
			href: `/training/courses/${sessionId}`,
			title: localize(moduleTitle(titles), locale),
			startsAt: new Date(startsAt),
			until: new Date(until)
		})),
		quick: quickServices(services).map(({ slug, icon, title, summary }) => ({
			href: `/services/${slug}`,
			icon,
			title,
			summary
		})),
		devices: home.items.slice(0, mostDevices).map((item) => ({
			id: item.id,
			number: item.inventoryNumber,
			name: itemTitle(item),
			icon: categoryIcon(item.icon)
		})),
		reportable: services.some(({ slug }) => slug === 'repair')
	};
};
