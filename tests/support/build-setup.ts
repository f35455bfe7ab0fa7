import { buildForTests } from '#scripts/start/build.ts';

/** Builds the portal once, when its sources changed, before the tests that serve it. */
export default async function setup(): Promise<void> {
	process.env.ABILAUD_BUILD = await buildForTests();
}
