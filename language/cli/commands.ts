import { check } from './check.ts';
import type { Command } from './command.ts';
import { compat } from './compat.ts';
import { format } from './format.ts';
import { generate } from './generate.ts';
import { publish } from './publish.ts';
import { run } from './run.ts';
import { test } from './test.ts';

/** A command is one file and one line here. */
export const commands: readonly Command[] = [check, compat, format, generate, publish, run, test];
