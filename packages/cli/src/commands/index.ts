import type { Command } from 'commander';
import type { Io } from '../io.js';
import { declareAudit } from './audit.js';
import { declareData } from './data.js';
import { declareDoctor } from './doctor.js';
import { declareEvaluate } from './evaluate.js';
import { declareExplain } from './explain.js';
import { declareInspect } from './inspect.js';
import { declarePredict } from './predict.js';
import { declareSweep } from './sweep.js';
import { declareTrain } from './train.js';
import { declareVectors } from './vectors.js';

/** All commands, in the order of the help. A new one is its own file and a line here. */
export const commands: readonly ((program: Command, io: Io) => void)[] = [
  declareTrain,
  declareSweep,
  declareEvaluate,
  declarePredict,
  declareExplain,
  declareInspect,
  declareAudit,
  declareVectors,
  declareData,
  declareDoctor,
];
