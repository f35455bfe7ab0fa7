/** The part of autocannon that the bench uses. */
declare module 'autocannon' {
	type Request = {
		method?: string;
		path?: string;
		body?: string;
		headers?: Record<string, string>;
		/** Called before each sending. */
		setupRequest?: (request: Request) => Request;
	};
	type Options = {
		url: string;
		connections: number;
		duration: number;
		headers?: Record<string, string>;
		requests?: Request[];
	};
	type Result = {
		'2xx': number;
		'3xx': number;
		'4xx': number;
		'5xx': number;
		errors: number;
		timeouts: number;
		/** Seconds. */
		duration: number;
		/** Bytes. */
		throughput: { total: number };
	};
	type Run = Promise<Result> & {
		on(
			event: 'response',
			hear: (client: unknown, status: number, bytes: number, milliseconds: number) => void
		): void;
	};
	export default function autocannon(options: Options): Run;
}
