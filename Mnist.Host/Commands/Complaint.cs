using Mnist.Domain.Checking;
using Mnist.Engine.Data;
using Mnist.Engine.Pictures;
using Mnist.Engine.Runs;
using Mnist.Host.Plans;
using Mnist.Host.Presentation;
using Mnist.Host.Runs;
using Mnist.Host.Wording;

namespace Mnist.Host.Commands;

/// <summary>An error as it is told: the sentence for people, kind and place for programs.</summary>
/// <param name="Kind">Such as "overBudget"; see <see cref="ErrorKind"/>.</param>
/// <param name="Sentence">What, where, and what to do.</param>
internal sealed record Complaint(string Kind, string Sentence)
{
    /// <summary>The layer or part of the plan to blame; null where there is none.</summary>
    public string? Where { get; init; }

    /// <summary>Place in a plan file; null for anything else.</summary>
    public Position? At { get; init; }

    public static Complaint Of(PlanError error) => Of(ErrorKind.Of(error), error.Remark());

    public static Complaint Of(PlanWarning warning) => Of(ErrorKind.Of(warning), warning.Remark());

    public static Complaint Of(DataError error) => new(ErrorKind.Of(error), error.Sentence());

    public static Complaint Of(ImageError error, string path) => new(ErrorKind.Of(error), error.Sentence(path)) { Where = path };

    public static Complaint Of(MarkdownError error, string path) => new(ErrorKind.Of(error), error.Sentence(path)) { Where = path };

    public static Complaint Of(WriteError error) => new("unwritable", error.Sentence) { Where = error.Path };

    public static Complaint Of(RunDirectoryError error) =>
        new(ErrorKind.RunDirectory, error.Sentence()) { Where = error.Path };

    public static Complaint Of(StoredRunError error) => new(ErrorKind.RunDirectory, error.Sentence()) { Where = error.Path };

    public static Complaint Of(RunSizeError error) => new(ErrorKind.Of(error), error.Sentence());

    public static Complaint Of(PlanSourceError error) => error.Match(new PlanSourceError.Cases<Complaint>(
        UnknownName: _ => new(ErrorKind.UnknownName, error.Sentence()),
        BadFile: e => new(ErrorKind.Of(e.Error), error.Sentence()) { Where = e.Path },
        BadText: e => new(ErrorKind.Of(e.Error), error.Sentence()) { Where = e.Path, At = e.Error.At }));

    private static Complaint Of(string kind, Remark remark) => new(kind, remark.Sentence) { Where = remark.Where };
}
