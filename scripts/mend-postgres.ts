// Loaded before everything else (node --import). When the driver postgres 3.4.9 loses a connection
// during a transaction, it goes on writing to it: that ends the whole process, or leaves a connection
// that never writes again, or, when the connection has been opened anew meanwhile, writes into what
// somebody else does there (github.com/porsager/postgres, issues 1154 and 1208). Until a release mends
// this, its files are mended while they are loaded. A version that reads differently is left alone;
// the test "a lost connection" says whether this is still needed.
import { registerHooks } from 'node:module';

type Repair = [broken: string, mended: string];

const connection: Repair[] = [
	[
		`    const x = socket.write(chunk, fn)
    nextWriteTimer !== null && clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    return x`,
		`    nextWriteTimer !== null && clearImmediate(nextWriteTimer)
    const bytes = chunk
    chunk = nextWriteTimer = null
    if (socket) return socket.write(bytes, fn)
    const lost = Errors.connection('CONNECTION_CLOSED', options, socket)
    query && queryError(query, lost)
    query = null
    while (sent.length) queryError(sent.shift(), lost)
    return false`
	],
	[
		`    clearImmediate(nextWriteTimer)
    if (socket) {`,
		`    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    if (socket) {`
	],
	[
		`    clearImmediate(nextWriteTimer)
    socket.removeListener`,
		`    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    socket.removeListener`
	],
	[`    !hadError && (query || sent.length) && error(`, `    if (query || sent.length) error(`],
	[
		`    closedTime = performance.now()
    hadError && options.shared.retries++`,
		`    query = results = errorResponse = null
    result = new Result()
    closedTime = performance.now()
    hadError && options.shared.retries++`
	]
];

const transactions: Repair[] = [
	[
		`      , connection
      , prepare = null`,
		`      , connection
      , lost = null
      , prepare = null`
	],
	[
		`connection.onclose = reject`,
		`connection.onclose = error => {
          lost = error
          reject(error)
        }`
	],
	[
		`        q.catch(e => uncaughtError || (uncaughtError = e))
        c.queue === full`,
		`        q.catch(e => uncaughtError || (uncaughtError = e))
        if (lost) return q.reject(lost)
        c.queue === full`
	]
];

const repairs: [file: RegExp, repairs: Repair[]][] = [
	[/\/node_modules\/postgres\/src\/connection\.js$/, connection],
	[/\/node_modules\/postgres\/src\/index\.js$/, transactions]
];

registerHooks({
	load(url, context, nextLoad) {
		const loaded = nextLoad(url, context);
		const found = repairs.find(([file]) => file.test(url));
		if (!found || !loaded.source) return loaded;
		const { source } = loaded;
		const text = typeof source === 'string' ? source : new TextDecoder().decode(source);
		return { ...loaded, source: mend(text, found[1]) };
	}
});

function mend(text: string, all: Repair[]): string {
	if (!all.every(([broken]) => text.includes(broken))) return text;
	return all.reduce((mended, [broken, whole]) => mended.replace(broken, whole), text);
}
