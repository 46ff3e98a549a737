using System.Text.Json;
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
/// <param name="Kind">The case of its union in camel case, such as "overBudget".</param>
/// <param name="Sentence">What, where, and what to do.</param>
internal sealed record Complaint(string Kind, string Sentence)
{
    /// <summary>The layer or part of the plan to blame; null where there is none.</summary>
    public string? Where { get; init; }

    /// <summary>Place in a plan file; null for anything else.</summary>
    public Position? At { get; init; }

    public static Complaint Of(PlanError error) => Of(error is PlanError.Network network ? network.Error : error, error.Remark());

    public static Complaint Of(PlanWarning warning) => Of(warning, warning.Remark());

    public static Complaint Of(DataError error) => new(KindOf(error), error.Sentence());

    public static Complaint Of(ImageError error, string path) => new(KindOf(error), error.Sentence(path)) { Where = path };

    public static Complaint Of(MarkdownError error, string path) => new(KindOf(error), error.Sentence(path)) { Where = path };

    public static Complaint Of(WriteError error) => new("unwritable", error.Sentence) { Where = error.Path };

    public static Complaint Of(RunDirectoryError error) =>
        new("runDirectory", error.Sentence()) { Where = error.Path };

    public static Complaint Of(StoredRunError error) => new("runDirectory", error.Sentence()) { Where = error.Path };

    public static Complaint Of(RunSizeError error) => new(KindOf(error), error.Sentence());

    public static Complaint Of(PlanSourceError error) => error.Match(new PlanSourceError.Cases<Complaint>(
        UnknownName: e => new(KindOf(e), error.Sentence()),
        BadFile: e => new(KindOf(e.Error), error.Sentence()) { Where = e.Path },
        BadText: e => new(KindOf(e.Error), error.Sentence()) { Where = e.Path, At = e.Error.At }));

    /// <summary>The name of a union's case.</summary>
    public static string KindOf(object unionCase) => JsonNamingPolicy.CamelCase.ConvertName(unionCase.GetType().Name);

    private static Complaint Of(object unionCase, Remark remark) => new(KindOf(unionCase), remark.Sentence) { Where = remark.Where };
}
