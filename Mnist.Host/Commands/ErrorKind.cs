using Mnist.Engine.Quantization;
using Mnist.Host.Plans;
using Mnist.Host.Runs;
using Mnist.Host.Variations;

namespace Mnist.Host.Commands;

/// <summary>
/// What programs tell errors apart by: part of the contract of <c>--json</c>, whatever the types of this program are called.
/// </summary>
internal static class ErrorKind
{
    /// <summary>A command line that cannot be done.</summary>
    public const string Usage = "usage";

    /// <summary>A backend that is not to be had here.</summary>
    public const string BackendMissing = "backendMissing";

    /// <summary>Data that is not the run's.</summary>
    public const string OtherData = "otherData";

    /// <summary>A run directory that cannot be used, or not written to.</summary>
    public const string RunDirectory = "runDirectory";

    /// <summary>A name that no run has.</summary>
    public const string NoRun = "noRun";

    /// <summary>A word that begins the names of several runs.</summary>
    public const string ManyRuns = "manyRuns";

    /// <summary>A report that could not be written.</summary>
    public const string ReportFile = "reportFile";

    /// <summary>The file of a sweep that is missing, damaged or of another version.</summary>
    public const string Sweep = "sweep";

    /// <summary>A scheduler that is not there, refuses or does not answer.</summary>
    public const string Scheduler = "scheduler";

    /// <summary>Another file that could not be written.</summary>
    public const string Unwritable = "unwritable";

    /// <summary>A name that stands for nothing.</summary>
    public const string UnknownName = "unknownName";

    /// <summary>A network with more than any device can do.</summary>
    public const string BeyondDevices = "beyondDevices";

    /// <summary>Stopped by the user before there was an answer.</summary>
    public const string Cancelled = "cancelled";

    public static string Of(PlanError error) => error.Match(new PlanError.Cases<string>(
        OutOfRange: _ => "outOfRange",
        BadName: _ => "badName",
        NoLayers: _ => "noLayers",
        NestedTooDeep: _ => "nestedTooDeep",
        Network: e => Of(e.Error),
        WrongInput: _ => "wrongInput",
        OutputNotFlat: _ => "outputNotFlat",
        TooFewOutputs: _ => "tooFewOutputs",
        BatchTooLarge: _ => "batchTooLarge",
        OneValuePerChannel: _ => "oneValuePerChannel",
        BeyondMemory: _ => "beyondMemory",
        OverBudget: _ => "overBudget",
        FieldTooSmall: _ => "fieldTooSmall",
        BeyondDevices: _ => BeyondDevices,
        TooManyEpochs: _ => "tooManyEpochs",
        TooFewEpochs: _ => "tooFewEpochs"));

    public static string Of(QuantizationError error) => error.Match(new QuantizationError.Cases<string>(
        WindowTooLarge: _ => "windowTooLarge", NotFinite: _ => "notFinite"));

    public static string Of(NetworkError error) => error.Match(new NetworkError.Cases<string>(
        DoesNotFit: _ => "doesNotFit",
        GroupsMismatch: _ => "groupsMismatch",
        NotFlat: _ => "notFlat",
        BranchesDisagree: _ => "branchesDisagree",
        BranchesMisaligned: _ => "branchesMisaligned",
        TooLarge: _ => "tooLarge"));

    public static string Of(PlanWarning error) => error.Match(new PlanWarning.Cases<string>(
        UnusedOutputs: _ => "unusedOutputs",
        BiasBeforeBatchNorm: _ => "biasBeforeBatchNorm",
        UnseenPixels: _ => "unseenPixels",
        RectifiedLogits: _ => "rectifiedLogits",
        AccuracyAsFraction: _ => "accuracyAsFraction",
        PaddingBeyondKernel: _ => "paddingBeyondKernel",
        HeavyDropout: _ => "heavyDropout",
        HeavyDecay: _ => "heavyDecay",
        IgnoredLearningRate: _ => "ignoredLearningRate",
        NoNormalization: _ => "noNormalization",
        LatePooling: _ => "latePooling",
        ScheduleTooLong: _ => "scheduleTooLong"));

    public static string Of(SpaceError error) => error.Match(new SpaceError.Cases<string>(
        BadPlan: e => Of(e.Error),
        TooLong: _ => "tooLong",
        TooManyDesigns: _ => "tooManyDesigns",
        TooWide: _ => "tooWide"));

    public static string Of(DataError error) => error.Match(new DataError.Cases<string>(
        NowhereFound: _ => "nowhereFound",
        NothingThere: _ => "nothingThere",
        SeveralSets: _ => "severalSets",
        SeveralFiles: _ => "severalFiles",
        FileMissing: _ => "fileMissing",
        IsDirectory: _ => "isDirectory",
        Unreadable: _ => "unreadable",
        Unwritable: _ => "unwritable",
        DamagedGzip: _ => "damagedGzip",
        WrongMagic: _ => "wrongMagic",
        WrongImageSize: _ => "wrongImageSize",
        Empty: _ => "empty",
        TooLarge: _ => "tooLarge",
        Truncated: _ => "truncated",
        TrailingBytes: _ => "trailingBytes",
        LabelOutOfRange: _ => "labelOutOfRange",
        OneClass: _ => "oneClass",
        BadClassName: _ => "badClassName",
        BadClassCount: _ => "badClassCount",
        BadMapping: _ => "badMapping",
        CountsDisagree: _ => "countsDisagree",
        NotMnist: _ => "notMnist",
        DownloadFailed: _ => "downloadFailed"));

    public static string Of(ImageError error) => error.Match(new ImageError.Cases<string>(
        Unreadable: _ => "unreadable",
        IsDirectory: _ => "isDirectory",
        FileTooLarge: _ => "fileTooLarge",
        UnknownFormat: _ => "unknownFormat",
        OtherFormat: _ => "otherFormat",
        Damaged: _ => "damaged",
        WrongChecksum: _ => "wrongChecksum",
        WrongSize: _ => "wrongSize",
        Blank: _ => "blank",
        NoSingleDigit: _ => "noSingleDigit",
        BadIdx: _ => "badIdx",
        NoClasses: _ => "noClasses",
        UnknownClass: _ => "unknownClass",
        LabelsDisagree: _ => "labelsDisagree"));

    public static string Of(FileError error) => error.Match(new FileError.Cases<string>(
        Missing: _ => "missing",
        IsDirectory: _ => "isDirectory",
        Unreadable: _ => "unreadable",
        TooLarge: _ => "tooLarge",
        NotUtf8: _ => "notUtf8",
        Empty: _ => "empty"));

    public static string Of(DocumentError error) => error.Match(new DocumentError.Cases<string>(
        Syntax: _ => "syntax",
        TooDeep: _ => "tooDeep",
        WrongKind: _ => "wrongKind",
        NotWhole: _ => "notWhole",
        BeyondRange: _ => "beyondRange",
        UnknownMember: _ => "unknownMember",
        DuplicateMember: _ => "duplicateMember",
        MissingMember: _ => "missingMember",
        UnknownValue: _ => "unknownValue",
        BadRange: _ => "badRange"));

    public static string Of(SettingError error) => error.Match(new SettingError.Cases<string>(
        NoField: _ => "unknownMember", NoItem: _ => "noItem", NothingInside: _ => "wrongKind", BadValue: e => Of(e.Error)));

    public static string Of(MarkdownError error) => error.Match(new MarkdownError.Cases<string>(
        NotUtf8: _ => "notUtf8",
        NoMark: _ => "noMark",
        ManyMarks: _ => "manyMarks",
        MarkInLine: _ => "markInLine",
        EndBeforeBegin: _ => "endBeforeBegin",
        MarkInside: _ => "markInside",
        ReadOnly: _ => "readOnly",
        Unusable: _ => "unusable"));

    public static string Of(RunSizeError error) => error.Match(new RunSizeError.Cases<string>(
        PlanText: _ => "planText",
        Epochs: _ => "epochs",
        Weights: _ => "weights",
        State: _ => "state"));
}
