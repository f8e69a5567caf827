import type { Code } from '../model/problem.ts';
import { unknownName } from './EVF2001-unknown-name.ts';
import { duplicateDeclaration } from './EVF2002-duplicate-declaration.ts';
import { wrongKind } from './EVF2003-wrong-kind.ts';
import { unpinnedMessage } from './EVF2004-unpinned-message.ts';
import { inexactType } from './EVF2005-inexact-type.ts';
import { unknownVersion } from './EVF2006-unknown-version.ts';
import { needlessVersion } from './EVF2007-needless-version.ts';
import { unusedUse } from './EVF2008-unused-use.ts';
import { clashingUse } from './EVF2009-clashing-use.ts';
import { reservedDeclaration } from './EVF2010-reserved-declaration.ts';
import { unknownStep } from './EVF2011-unknown-step.ts';
import { unknownEdition } from './EVF2012-unknown-edition.ts';
import { refinementNotTaken } from './EVF2101-refinement-not-taken.ts';
import { badRange } from './EVF2102-bad-range.ts';
import { badPattern } from './EVF2103-bad-pattern.ts';
import { badDefault } from './EVF2104-bad-default.ts';
import { optionalWithDefault } from './EVF2105-optional-with-default.ts';
import { endlessRecord } from './EVF2106-endless-record.ts';
import { caseNoRecord } from './EVF2107-case-no-record.ts';
import { caseHasTag } from './EVF2108-case-has-tag.ts';
import { unknownOtherwise } from './EVF2109-unknown-otherwise.ts';
import { nothingToChoose } from './EVF2110-nothing-to-choose.ts';
import { unknownFieldInPath } from './EVF2111-unknown-field-in-path.ts';
import { noKey } from './EVF2112-no-key.ts';
import { repeatedMember } from './EVF2201-repeated-member.ts';
import { badOldName } from './EVF2202-bad-old-name.ts';
import { reservedField } from './EVF2203-reserved-field.ts';
import { misspeltAnnotation } from './EVF2204-misspelt-annotation.ts';
import { misplacedVersion } from './EVF2205-misplaced-version.ts';
import { badUpcast } from './EVF2206-bad-upcast.ts';
import { unknownValue } from './EVF2207-unknown-value.ts';
import { numberOutOfBounds } from './EVF2208-number-out-of-bounds.ts';
import { optionsExclude } from './EVF2209-options-exclude.ts';
import { compactWithoutKey } from './EVF2210-compact-without-key.ts';
import { noTimeAtAll } from './EVF2211-no-time-at-all.ts';
import { emptyName } from './EVF2212-empty-name.ts';
import { unusedIgnore } from './EVF2901-unused-ignore.ts';
import { unknownIgnore } from './EVF2902-unknown-ignore.ts';
import { badSetting } from './EVF2903-bad-setting.ts';
import { nobodyPublishes } from './EVF3001-nobody-publishes.ts';
import { nobodyReads } from './EVF3002-nobody-reads.ts';
import { commandWithoutHandler } from './EVF3003-command-without-handler.ts';
import { commandWithHandlers } from './EVF3004-command-with-handlers.ts';
import { keyMissingInCarried } from './EVF3005-key-missing-in-carried.ts';
import { keyMissingInHandled } from './EVF3006-key-missing-in-handled.ts';
import { stateWithoutHome } from './EVF3007-state-without-home.ts';
import { notOnItsTopics } from './EVF3008-not-on-its-topics.ts';
import { repeatedHandler } from './EVF3009-repeated-handler.ts';
import { emittedByStranger } from './EVF3010-emitted-by-stranger.ts';
import { implicitTopic } from './EVF3011-implicit-topic.ts';
import { ambiguousTopic } from './EVF3012-ambiguous-topic.ts';
import { sameWireName } from './EVF3013-same-wire-name.ts';
import { stateChangedTwice } from './EVF3014-state-changed-twice.ts';
import { unreadableVersion } from './EVF3015-unreadable-version.ts';
import { keySpread } from './EVF3016-key-spread.ts';
import { endlessLoop } from './EVF3017-endless-loop.ts';
import { idempotencyFieldMissing } from './EVF3018-idempotency-field-missing.ts';
import { orderDependentRow } from './EVF3019-order-dependent-row.ts';
import { deadLettersComeBack } from './EVF3020-dead-letters-come-back.ts';
import { unreadDeadLetter } from './EVF3021-unread-dead-letter.ts';
import { tooManyReplicas } from './EVF3022-too-many-replicas.ts';
import { idleMembers } from './EVF3023-idle-members.ts';
import { emittedNotApplied } from './EVF3024-emitted-not-applied.ts';
import { editedVersion } from './EVF4001-edited-version.ts';
import { brokenLock } from './EVF4002-broken-lock.ts';
import { requiredFieldAdded } from './EVF4003-required-field-added.ts';
import { requiredFieldRemoved } from './EVF4004-required-field-removed.ts';
import { optionalFieldRemoved } from './EVF4005-optional-field-removed.ts';
import { renamedWithoutWas } from './EVF4006-renamed-without-was.ts';
import { renamed } from './EVF4007-renamed.ts';
import { nameReused } from './EVF4008-name-reused.ts';
import { numberRetyped } from './EVF4009-number-retyped.ts';
import { longDouble } from './EVF4010-long-double.ts';
import { decimalDigits } from './EVF4011-decimal-digits.ts';
import { anotherKind } from './EVF4012-another-kind.ts';
import { textForm } from './EVF4013-text-form.ts';
import { optionality } from './EVF4014-optionality.ts';
import { symbolAdded } from './EVF4015-symbol-added.ts';
import { symbolRemoved } from './EVF4016-symbol-removed.ts';
import { caseAdded } from './EVF4017-case-added.ts';
import { caseRemoved } from './EVF4018-case-removed.ts';
import { tagRenamed } from './EVF4019-tag-renamed.ts';
import { mapRecord } from './EVF4020-map-record.ts';
import { constraintTightened } from './EVF4021-constraint-tightened.ts';
import { constraintLoosened } from './EVF4022-constraint-loosened.ts';
import { constraintShifted } from './EVF4023-constraint-shifted.ts';
import { defaultChanged } from './EVF4024-default-changed.ts';
import { fieldMoved } from './EVF4025-field-moved.ts';
import { undecided } from './EVF4026-undecided.ts';
import { keyChanged } from './EVF4031-key-changed.ts';
import { messageMoved } from './EVF4032-message-moved.ts';
import { wireNameChanged } from './EVF4033-wire-name-changed.ts';
import { partitionsChanged } from './EVF4034-partitions-changed.ts';
import { retainShortened } from './EVF4035-retain-shortened.ts';
import { compactSwitched } from './EVF4036-compact-switched.ts';
import { correlationChanged } from './EVF4037-correlation-changed.ts';
import { stepGone } from './EVF4038-step-gone.ts';
import { idempotencyChanged } from './EVF4039-idempotency-changed.ts';
import { sensitiveRemoved } from './EVF4040-sensitive-removed.ts';
import { upcastFails } from './EVF4051-upcast-fails.ts';
import { twoWays } from './EVF4052-two-ways.ts';
import { lostField } from './EVF4053-lost-field.ts';
import { noWayFromHistory } from './EVF4054-no-way-from-history.ts';
import { noReadingPath } from './EVF4061-no-reading-path.ts';
import { unreachableStep } from './EVF5001-unreachable-step.ts';
import { noWayToDone } from './EVF5002-no-way-to-done.ts';
import { endlessWait } from './EVF5003-endless-wait.ts';
import { leftUndone } from './EVF5004-left-undone.ts';
import { unawaitedCompensation } from './EVF5005-unawaited-compensation.ts';
import { abortAfterPivot } from './EVF5006-abort-after-pivot.ts';
import { unexpectedRejection } from './EVF5007-unexpected-rejection.ts';
import { uncorrelatedMessage } from './EVF5008-uncorrelated-message.ts';
import { stepWithoutWait } from './EVF5009-step-without-wait.ts';
import { twoPivots } from './EVF5010-two-pivots.ts';
import { retryOfNothing } from './EVF5011-retry-of-nothing.ts';
import { noJoin } from './EVF5012-no-join.ts';
import { compensationAstray } from './EVF5013-compensation-astray.ts';
import { sagaWithoutStart } from './EVF5014-saga-without-start.ts';
import { incompleteChoreography } from './EVF5101-incomplete-choreography.ts';
import { unrealisedArrow } from './EVF5102-unrealised-arrow.ts';
import { endlessPath } from './EVF5103-endless-path.ts';
import { leftStanding } from './EVF5104-left-standing.ts';
import { unreachableLine } from './EVF5105-unreachable-line.ts';
import { unforeseenMessage } from './EVF5106-unforeseen-message.ts';
import { compensatesNothing } from './EVF5107-compensates-nothing.ts';
import { unknownNameInBody } from './EVF6001-unknown-name-in-body.ts';
import { ambiguousName } from './EVF6002-ambiguous-name.ts';
import { unknownMember } from './EVF6003-unknown-member.ts';
import { typeMismatch } from './EVF6004-type-mismatch.ts';
import { mayBeAbsent } from './EVF6005-may-be-absent.ts';
import { missingFields } from './EVF6006-missing-fields.ts';
import { unknownField } from './EVF6007-unknown-field.ts';
import { repeatedField } from './EVF6008-repeated-field.ts';
import { untypedLiteral } from './EVF6009-untyped-literal.ts';
import { wrongOperands } from './EVF6010-wrong-operands.ts';
import { neverEqual } from './EVF6011-never-equal.ts';
import { literalOutOfRange } from './EVF6012-literal-out-of-range.ts';
import { unknownFunction } from './EVF6013-unknown-function.ts';
import { wrongArguments } from './EVF6014-wrong-arguments.ts';
import { misplacedStatement } from './EVF6015-misplaced-statement.ts';
import { misplacedFunction } from './EVF6016-misplaced-function.ts';
import { undeclaredEmit } from './EVF6017-undeclared-emit.ts';
import { wrongTopic } from './EVF6018-wrong-topic.ts';
import { notAssignable } from './EVF6019-not-assignable.ts';
import { notRemovable } from './EVF6020-not-removable.ts';
import { repeatedLocal } from './EVF6021-repeated-local.ts';
import { stateOfAnotherPart } from './EVF6022-state-of-another-part.ts';
import { incompleteUpcast } from './EVF6023-incomplete-upcast.ts';
import { badSpread } from './EVF6024-bad-spread.ts';
import { needlessFallback } from './EVF6025-needless-fallback.ts';
import { unknownSymbol } from './EVF6026-unknown-symbol.ts';
import { quotedSymbol } from './EVF6027-quoted-symbol.ts';
import { keyOfPart } from './EVF6028-key-of-part.ts';
import { noValue } from './EVF6029-no-value.ts';
import { repeatedArm } from './EVF6030-repeated-arm.ts';
import { caseNotNamed } from './EVF6031-case-not-named.ts';
import { commandToTopic } from './EVF6032-command-to-topic.ts';
import { differentTypes } from './EVF6033-different-types.ts';
import { tooDeep } from './EVF6034-too-deep.ts';
import { notAnInstance } from './EVF7001-not-an-instance.ts';
import { unknownStatus } from './EVF7002-unknown-status.ts';
import { stubWithoutPart } from './EVF7003-stub-without-part.ts';
import { stubOfUnhandled } from './EVF7004-stub-of-unhandled.ts';
import { unlikelyAnswer } from './EVF7005-unlikely-answer.ts';
import { rejectedEvent } from './EVF7006-rejected-event.ts';
import { unknownOffset } from './EVF7007-unknown-offset.ts';
import { givenNoState } from './EVF7008-given-no-state.ts';
import { namelessId } from './EVF7009-nameless-id.ts';
import { unknownBroker } from './EVF7010-unknown-broker.ts';
import { faultWithoutReader } from './EVF7011-fault-without-reader.ts';
import { nothingToRedrive } from './EVF7012-nothing-to-redrive.ts';
import { givenAggregateState } from './EVF7014-given-aggregate-state.ts';
import type { Rule } from './rule.ts';

const RULES: { readonly [C in Code]: Rule<C> } = {
  EVF2001: unknownName,
  EVF2002: duplicateDeclaration,
  EVF2003: wrongKind,
  EVF2004: unpinnedMessage,
  EVF2005: inexactType,
  EVF2006: unknownVersion,
  EVF2007: needlessVersion,
  EVF2008: unusedUse,
  EVF2009: clashingUse,
  EVF2010: reservedDeclaration,
  EVF2011: unknownStep,
  EVF2012: unknownEdition,
  EVF2101: refinementNotTaken,
  EVF2102: badRange,
  EVF2103: badPattern,
  EVF2104: badDefault,
  EVF2105: optionalWithDefault,
  EVF2106: endlessRecord,
  EVF2107: caseNoRecord,
  EVF2108: caseHasTag,
  EVF2109: unknownOtherwise,
  EVF2110: nothingToChoose,
  EVF2111: unknownFieldInPath,
  EVF2112: noKey,
  EVF2201: repeatedMember,
  EVF2202: badOldName,
  EVF2203: reservedField,
  EVF2204: misspeltAnnotation,
  EVF2205: misplacedVersion,
  EVF2206: badUpcast,
  EVF2207: unknownValue,
  EVF2208: numberOutOfBounds,
  EVF2209: optionsExclude,
  EVF2210: compactWithoutKey,
  EVF2211: noTimeAtAll,
  EVF2212: emptyName,
  EVF2901: unusedIgnore,
  EVF2902: unknownIgnore,
  EVF2903: badSetting,
  EVF3001: nobodyPublishes,
  EVF3002: nobodyReads,
  EVF3003: commandWithoutHandler,
  EVF3004: commandWithHandlers,
  EVF3005: keyMissingInCarried,
  EVF3006: keyMissingInHandled,
  EVF3007: stateWithoutHome,
  EVF3008: notOnItsTopics,
  EVF3009: repeatedHandler,
  EVF3010: emittedByStranger,
  EVF3011: implicitTopic,
  EVF3012: ambiguousTopic,
  EVF3013: sameWireName,
  EVF3014: stateChangedTwice,
  EVF3015: unreadableVersion,
  EVF3016: keySpread,
  EVF3017: endlessLoop,
  EVF3018: idempotencyFieldMissing,
  EVF3019: orderDependentRow,
  EVF3020: deadLettersComeBack,
  EVF3021: unreadDeadLetter,
  EVF3022: tooManyReplicas,
  EVF3023: idleMembers,
  EVF3024: emittedNotApplied,
  EVF4001: editedVersion,
  EVF4002: brokenLock,
  EVF4003: requiredFieldAdded,
  EVF4004: requiredFieldRemoved,
  EVF4005: optionalFieldRemoved,
  EVF4006: renamedWithoutWas,
  EVF4007: renamed,
  EVF4008: nameReused,
  EVF4009: numberRetyped,
  EVF4010: longDouble,
  EVF4011: decimalDigits,
  EVF4012: anotherKind,
  EVF4013: textForm,
  EVF4014: optionality,
  EVF4015: symbolAdded,
  EVF4016: symbolRemoved,
  EVF4017: caseAdded,
  EVF4018: caseRemoved,
  EVF4019: tagRenamed,
  EVF4020: mapRecord,
  EVF4021: constraintTightened,
  EVF4022: constraintLoosened,
  EVF4023: constraintShifted,
  EVF4024: defaultChanged,
  EVF4025: fieldMoved,
  EVF4026: undecided,
  EVF4031: keyChanged,
  EVF4032: messageMoved,
  EVF4033: wireNameChanged,
  EVF4034: partitionsChanged,
  EVF4035: retainShortened,
  EVF4036: compactSwitched,
  EVF4037: correlationChanged,
  EVF4038: stepGone,
  EVF4039: idempotencyChanged,
  EVF4040: sensitiveRemoved,
  EVF4051: upcastFails,
  EVF4052: twoWays,
  EVF4053: lostField,
  EVF4054: noWayFromHistory,
  EVF4061: noReadingPath,
  EVF5001: unreachableStep,
  EVF5002: noWayToDone,
  EVF5003: endlessWait,
  EVF5004: leftUndone,
  EVF5005: unawaitedCompensation,
  EVF5006: abortAfterPivot,
  EVF5007: unexpectedRejection,
  EVF5008: uncorrelatedMessage,
  EVF5009: stepWithoutWait,
  EVF5010: twoPivots,
  EVF5011: retryOfNothing,
  EVF5012: noJoin,
  EVF5013: compensationAstray,
  EVF5014: sagaWithoutStart,
  EVF5101: incompleteChoreography,
  EVF5102: unrealisedArrow,
  EVF5103: endlessPath,
  EVF5104: leftStanding,
  EVF5105: unreachableLine,
  EVF5106: unforeseenMessage,
  EVF5107: compensatesNothing,
  EVF6001: unknownNameInBody,
  EVF6002: ambiguousName,
  EVF6003: unknownMember,
  EVF6004: typeMismatch,
  EVF6005: mayBeAbsent,
  EVF6006: missingFields,
  EVF6007: unknownField,
  EVF6008: repeatedField,
  EVF6009: untypedLiteral,
  EVF6010: wrongOperands,
  EVF6011: neverEqual,
  EVF6012: literalOutOfRange,
  EVF6013: unknownFunction,
  EVF6014: wrongArguments,
  EVF6015: misplacedStatement,
  EVF6016: misplacedFunction,
  EVF6017: undeclaredEmit,
  EVF6018: wrongTopic,
  EVF6019: notAssignable,
  EVF6020: notRemovable,
  EVF6021: repeatedLocal,
  EVF6022: stateOfAnotherPart,
  EVF6023: incompleteUpcast,
  EVF6024: badSpread,
  EVF6025: needlessFallback,
  EVF6026: unknownSymbol,
  EVF6027: quotedSymbol,
  EVF6028: keyOfPart,
  EVF6029: noValue,
  EVF6030: repeatedArm,
  EVF6031: caseNotNamed,
  EVF6032: commandToTopic,
  EVF6033: differentTypes,
  EVF6034: tooDeep,
  EVF7001: notAnInstance,
  EVF7002: unknownStatus,
  EVF7003: stubWithoutPart,
  EVF7004: stubOfUnhandled,
  EVF7005: unlikelyAnswer,
  EVF7006: rejectedEvent,
  EVF7007: unknownOffset,
  EVF7008: givenNoState,
  EVF7009: namelessId,
  EVF7010: unknownBroker,
  EVF7011: faultWithoutReader,
  EVF7012: nothingToRedrive,
  EVF7014: givenAggregateState,
};

/** Every diagnostic but for those of the syntax, in order of codes. */
export const CATALOGUE = Object.values(RULES) as readonly unknown[] as readonly Rule[];

/** The rule of a code; undefined for what is no code, or one of the syntax. */
export function ruleOf(code: string): Rule | undefined {
  return Object.hasOwn(RULES, code) ? (RULES[code as Code] as unknown as Rule) : undefined;
}
