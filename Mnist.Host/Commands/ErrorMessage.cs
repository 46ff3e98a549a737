using Mnist.Host.Plans;
using Mnist.Host.Runs;
using Mnist.Host.Wording;

namespace Mnist.Host.Commands;

/// <summary>An error as it is told: the sentence for people, kind and place for programs.</summary>
/// <param name="Kind">Such as "overBudget"; see <see cref="ErrorKind"/>.</param>
/// <param name="Sentence">What, where, and what to do.</param>
internal sealed record ErrorMessage(string Kind, string Sentence)
{
    /// <summary>The layer or part of the plan to blame; null where there is none.</summary>
    public string? Where { get; init; }

    /// <summary>Place in a plan file; null for anything else.</summary>
    public Position? At { get; init; }

    public static ErrorMessage Of(PlanError error, PlanPlaces? places = null) => Of(ErrorKind.Of(error), error.Message(), places);

    public static ErrorMessage Of(PlanWarning warning, PlanPlaces? places = null) =>
        Of(ErrorKind.Of(warning), warning.Message(), places);

    public static ErrorMessage Of(SpaceError error) => error is SpaceError.BadPlan bad
        ? Of(bad.Error)
        : new(ErrorKind.Of(error), error.Sentence()) { Where = "layers" };

    public static ErrorMessage Of(DataError error) => new(
        ErrorKind.Of(error),
        error.Sentence($"; delete it and run `{Product.Command} data`, which fetches a good copy, or name another folder (--data)"));

    public static ErrorMessage Of(ImageError error, string path) => new(ErrorKind.Of(error), error.Sentence(path)) { Where = path };

    public static ErrorMessage Of(MarkdownError error, string path) => new(ErrorKind.Of(error), error.Sentence(path)) { Where = path };

    public static ErrorMessage Of(WriteError error) => new(ErrorKind.Unwritable, error.Sentence) { Where = error.Path };

    public static ErrorMessage Of(RunDirectoryError error) => new(ErrorKind.RunDirectory, error.Sentence()) { Where = error.Path };

    public static ErrorMessage Of(StoredRunError error) => error is StoredRunError.RejectedPlan rejected
        ? Of(rejected.Error)
        : new(ErrorKind.RunDirectory, error.Sentence()) { Where = error.Path };

    public static ErrorMessage Of(PlanSourceError error) => error.Match(new PlanSourceError.Cases<ErrorMessage>(
        UnknownName: _ => new(ErrorKind.UnknownName, error.Sentence()),
        UnknownSpace: _ => new(ErrorKind.UnknownName, error.Sentence()),
        BadFile: e => new(ErrorKind.Of(e.Error), error.Sentence()) { Where = e.Path },
        BadText: e => new(ErrorKind.Of(e.Error), error.Sentence()) { Where = e.Path, At = e.Error.At }));

    /// <summary>The one fold of what can stop a run.</summary>
    public static ErrorMessage Of(RunError error) => error.Match(new RunError.Cases<ErrorMessage>(
        NoPlan: e => Of(e.Error),
        BadSetting: e => new(ErrorKind.Of(e.Error), error.Sentence()),
        BadPlan: e => e.Variant is null ? Of(e.Error, e.Places) : Of(e.Error) with { Sentence = error.Sentence() },
        TooLarge: e => new(ErrorKind.Of(e.Error), error.Sentence()),
        NoneLeft: _ => new(ErrorKind.Usage, error.Sentence()),
        NoBackend: _ => new(ErrorKind.BackendMissing, error.Sentence()),
        UnknownBackend: _ => new(ErrorKind.Usage, error.Sentence()),
        NoData: e => Of(e.Error),
        UnnamedData: _ => new(ErrorKind.OtherData, error.Sentence()),
        OtherData: _ => new(ErrorKind.OtherData, error.Sentence()),
        Directory: e => Of(e.Error),
        Stored: e => Of(e.Error),
        ReportFile: e => new(ErrorKind.ReportFile, error.Sentence()) { Where = e.Path },
        NoRun: e => new(ErrorKind.NoRun, error.Sentence()) { Where = e.Name },
        ManyRuns: e => new(ErrorKind.ManyRuns, error.Sentence()) { Where = e.Name },
        NoSweep: e => new(ErrorKind.Sweep, error.Sentence()) { Where = e.Path },
        BadSweep: e => new(ErrorKind.Sweep, error.Sentence()) { Where = e.Path },
        MixedSweeps: e => new(ErrorKind.Sweep, error.Sentence()) { Where = e.Path },
        HalvedInRounds: e => new(ErrorKind.Sweep, error.Sentence()) { Where = e.Path },
        OtherProgram: e => new(ErrorKind.Sweep, error.Sentence()) { Where = e.Path },
        Scheduler: _ => new(ErrorKind.Scheduler, error.Sentence()),
        BeyondDevices: _ => new(ErrorKind.BeyondDevices, error.Sentence()),
        NotQuantizable: e => new(ErrorKind.Of(e.Error), error.Sentence())));

    private static ErrorMessage Of(string kind, PlanMessage message, PlanPlaces? places) => places?.Of(message.Path) is { } at
        ? new(kind, $"{message.Where} at {at}: {message.What}") { Where = message.Where, At = at }
        : new(kind, message.Sentence) { Where = message.Where };
}
