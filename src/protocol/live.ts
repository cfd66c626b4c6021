// What the Live panel and the host say to each other: the host keeps the stream, the panel asks for what is new.
import type { ChecklistItem, Solution, Verdict } from '../live/checklistItem';
import type { HistogramFrame, Series, SessionUpdate, SpikeWindow, StreamStatus, StreamUpdate } from '../live/series';
import type { Discovery, Reading, Readings, SessionState, Trouble } from '../live/state';
import type { Answers, Course, Injection, MembraneTrace, Question, Spread, StdpWindows } from '../live/values';

export type {
  Answers,
  ChecklistItem,
  Course,
  Discovery,
  HistogramFrame,
  Injection,
  MembraneTrace,
  Question,
  Reading,
  Readings,
  Series,
  SessionState,
  SessionUpdate,
  Solution,
  SpikeWindow,
  Spread,
  StdpWindows,
  StreamStatus,
  StreamUpdate,
  Trouble,
  Verdict,
};

/** What a panel is about: a service that runs, or a log of it. */
export type LiveSubject =
  | {
      readonly kind: 'service';
      readonly url: string;
      /** Null: the service's own choice. */
      readonly session: string | null;
      /** A second one, to be held against it; undefined for none. */
      readonly beside?: string | null;
    }
  | {
      readonly kind: 'log';
      readonly name: string;
      /** Its URI; null for what was pasted. */
      readonly file: string | null;
    };

export type LiveOpening =
  | {
      readonly kind: 'service';
      readonly subject: Extract<LiveSubject, { kind: 'service' }>;
      /** Whether a key is kept for this service; the key itself never leaves the host. */
      readonly hasKey: boolean;
    }
  | {
      readonly kind: 'log';
      readonly subject: Extract<LiveSubject, { kind: 'log' }>;
      readonly checklist: readonly ChecklistItem[];
      /** The last line about each matter, as it stands in the log, and how many there are about it. */
      readonly lines: readonly {
        readonly number: number;
        readonly text: string;
        readonly about: string;
        readonly count: number;
      }[];
      readonly lineCount: number;
      readonly relevantCount: number;
    }
  /** There is nothing to look at; `advice` says what to do. */
  | { readonly kind: 'nothing'; readonly message: string; readonly advice: string };

/** What a simulation of a solution showed. */
export interface TriedSolution {
  /** What was changed, and what was assumed of the network. */
  readonly change: string;
  readonly before: readonly Figure[];
  readonly after: readonly Figure[];
  readonly because: string;
}

export interface Figure {
  readonly name: string;
  readonly text: string;
}

/** What a log's text is exported as, or the stream's. */
export type LiveExport = 'json' | 'csv';

/** What the panel keeps over a reload. */
export interface LivePanelState {
  readonly subject: LiveSubject;
  readonly view: LiveView;
}

export interface LiveView {
  /** How much of the latest is followed, in ms; null follows everything. */
  readonly followMs: number | null;
  /** What is looked at where it isn't followed: ms since 1970. */
  readonly from: number | null;
  readonly to: number | null;
}

/** What the host answers to. */
export type LiveHostMethods = {
  open: { params: null; result: LiveOpening };
  /** What is new since the cursor; everything for null. */
  since: { params: { readonly cursor: number | null }; result: StreamUpdate };
  pause: { params: { readonly paused: boolean }; result: null };
  /** Asks at once instead of waiting for the next try. */
  retry: { params: null; result: null };
  /** Asks for another session, from the list or typed; or for one to be held against it. */
  chooseSession: { params: { readonly beside: boolean }; result: LiveSubject };
  /** No second session any more. */
  leaveOut: { params: null; result: LiveSubject };
  setKey: { params: null; result: boolean };
  /** Tries a solution out by simulation, with the figures of the service. */
  tryOut: {
    params: { readonly session: string | null; readonly item: string; readonly solution: number };
    result: TriedSolution;
  };
  /** Does what a solution says to the service, once the user has agreed; false where the user did not. */
  apply: {
    params: { readonly session: string | null; readonly item: string; readonly solution: number };
    result: boolean;
  };
  /** Sends an input through the network to see its membranes: the service works for it. */
  trace: { params: { readonly session: string | null }; result: boolean };
  /** Injects a neuromodulator, once the user has said which, how much, and agreed. */
  inject: { params: { readonly session: string | null }; result: boolean };
  /** Saves what memory holds; false where the user left the dialog. */
  export: { params: { readonly kind: LiveExport }; result: boolean };
};

/** What the panel answers to. */
export type LivePanelMethods = {
  /** There is something new, for who looks. */
  changed: { params: null; result: null };
  /** Another service, session or log: ask again. */
  refresh: { params: null; result: null };
};
