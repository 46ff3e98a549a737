using System.Runtime.CompilerServices;
using Mnist.Domain.Analysis;
using Mnist.Domain.Checking;
using Mnist.Engine.Data;
using Mnist.Engine.Pictures;
using Mnist.Engine.Quantization;
using Mnist.Host.Commands;
using Mnist.Host.Plans;
using Mnist.Host.Presentation;
using Mnist.Host.Runs;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>
/// The kinds of errors in the contract of <c>--json</c>, which programs depend on: a change here is a change of the contract.
/// </summary>
public sealed class ErrorKindTests
{
    [Fact]
    public void Kinds_of_PlanError_are_pinned() => AssertKinds<PlanError>(
        ErrorKind.Of,
        "badName batchTooLarge beyondDevices beyondMemory fieldTooSmall nestedTooDeep noLayers oneValuePerChannel outOfRange outputNotFlat "
            + "overBudget tooFewEpochs tooFewOutputs tooManyEpochs wrongInput");

    [Fact]
    public void Kinds_of_NetworkError_are_pinned_and_those_of_the_plan_that_has_one() => AssertKinds<NetworkError>(
        error => ErrorKind.Of(new PlanError.Network(error)),
        "branchesDisagree branchesMisaligned doesNotFit groupsMismatch notFlat tooLarge");

    [Fact]
    public void Kinds_of_PlanWarning_are_pinned() => AssertKinds<PlanWarning>(
        ErrorKind.Of,
        "accuracyAsFraction biasBeforeBatchNorm heavyDecay heavyDropout ignoredLearningRate latePooling noNormalization "
            + "paddingBeyondKernel rectifiedLogits scheduleTooLong unseenPixels unusedOutputs");

    [Fact]
    public void Kinds_of_DataError_are_pinned() => AssertKinds<DataError>(
        ErrorKind.Of,
        "badClassCount badClassName badMapping countsDisagree damagedGzip downloadFailed empty fileMissing isDirectory labelOutOfRange "
            + "notMnist nothingThere nowhereFound oneClass severalFiles severalSets tooLarge "
            + "trailingBytes truncated unreadable unwritable wrongImageSize wrongMagic");

    [Fact]
    public void Kinds_of_ImageError_are_pinned() => AssertKinds<ImageError>(
        ErrorKind.Of,
        "badIdx blank damaged fileTooLarge isDirectory labelsDisagree noClasses noSingleDigit otherFormat unknownClass unknownFormat "
            + "unreadable wrongChecksum wrongSize");

    [Fact]
    public void Kinds_of_FileError_are_pinned() => AssertKinds<FileError>(
        ErrorKind.Of,
        "empty isDirectory missing notUtf8 tooLarge unreadable");

    [Fact]
    public void Kinds_of_DocumentError_are_pinned() => AssertKinds<DocumentError>(
        ErrorKind.Of,
        "badRange beyondRange duplicateMember missingMember notWhole syntax tooDeep unknownMember unknownValue "
            + "wrongKind");

    [Fact]
    public void Kinds_of_MarkdownError_are_pinned() => AssertKinds<MarkdownError>(
        ErrorKind.Of,
        "endBeforeBegin manyMarks markInLine markInside noMark notUtf8 readOnly unusable");

    [Fact]
    public void Kinds_of_RunSizeError_are_pinned() => AssertKinds<RunSizeError>(
        ErrorKind.Of,
        "epochs planText state weights");

    [Fact]
    public void Kinds_of_QuantizationError_are_pinned() => AssertKinds<QuantizationError>(
        ErrorKind.Of,
        "notFinite windowTooLarge");

    [Fact]
    public void Kinds_without_a_union_of_their_own_are_pinned() => Assert.Equal(
        "usage backendMissing otherData runDirectory reportFile sweep scheduler unwritable unknownName beyondDevices cancelled",
        string.Join(
            ' ',
            ErrorKind.Usage,
            ErrorKind.BackendMissing,
            ErrorKind.OtherData,
            ErrorKind.RunDirectory,
            ErrorKind.ReportFile,
            ErrorKind.Sweep,
            ErrorKind.Scheduler,
            ErrorKind.Unwritable,
            ErrorKind.UnknownName,
            ErrorKind.BeyondDevices,
            ErrorKind.Cancelled));

    /// <summary>No kind depends on what a case holds, so the cases may be empty.</summary>
    private static void AssertKinds<T>(Func<T, string> kind, string pinned) => Assert.Equal(
        pinned,
        string.Join(' ', typeof(T).GetNestedTypes(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic)
            .Where(type => type.IsSubclassOf(typeof(T)) && type != typeof(PlanError.Network))
            .Select(type => kind((T)RuntimeHelpers.GetUninitializedObject(type)))
            .Order(StringComparer.Ordinal)));
}
