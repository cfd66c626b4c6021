// The room of running services: asks a spiking service what the runbook asks by hand, keeps what it answers, and judges it.
//
// The way of the data, one file per thing:
//
//   client    one request, bounded in every way, with one clear sentence where it fails (fetch, clock and chance are injected)
//   routes    both dialects: the runbook's under `/`, the published service's under `/api/v1`, and what each answers
//   discover  which of them there are, by /openapi.json or by asking
//   schemas   an answer's JSON → plain values (`values`), tolerant; what is not understood stays `raw`
//   look      one look at a session: every question once → `SessionState` (`state`)
//   checklist a `SessionState` → the runbook's items with verdict, value, because and solutions (`checklistItem`)
//   stream    looks again and again, keeps history in bounded memory, and tells what is new `since` a cursor (`series`)
//   trialCase the numbers of a session that a solution is tried with: the worker's `tryLive` (src/diagnose/live) runs it before and after
//   logs      `docker logs` text → the same checklist's evidence
//
// Nothing here knows Node, an editor or a page; the host keeps the one stream and the panel catches up by `since(cursor)`.
// The key is given to the client alone, goes out in the X-API-Key header alone, and is in no message, state or series.
//
// For a panel: `readAddress` → `new Client` → `new LiveStream({client}).start()`, `subscribe`, `since(cursor)`; `injection`, `tracedPasses`, `act` and `trace` for what
// asks first, whose result is `put` into the stream.
export { act, type Action, injection, trace, tracedPasses } from './act';
export { type Address, isLoopback, readAddress } from './address';
export * from './checklistItem';
export { Client, type ClientOptions } from './client';
export { type FetchAnswer, type FetchInit, type Machine } from './machine';
export { looksLikeKey } from './secret';
export { LiveStream, type StreamOptions } from './stream';
export * from './series';
export * from './state';
export { trialCase, type TrialCase } from './trialCase';
export * from './values';
