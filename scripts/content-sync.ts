import { runSync } from './content/run-sync.ts';
import { readOptions } from './terminal/options.ts';
import { runScript } from './terminal/run-script.ts';

readOptions(
	`npm run content:sync

Brings the services, answers, notice templates and training modules of CONTENT_DIR into the portal. What did not
change stays as it is; what was edited in the portal stays too (content:import overwrites services
and answers). A file with a problem leaves its last good version in force. "npm start" does the
same by itself.`,
	{}
);

await runScript(() => runSync({ overwrite: false }));
