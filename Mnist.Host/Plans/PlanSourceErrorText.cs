namespace Mnist.Host.Plans;

/// <summary>One sentence for each <see cref="PlanSourceError"/>.</summary>
internal static class PlanSourceErrorText
{
    public static string Sentence(this PlanSourceError error) => error.Match(new PlanSourceError.Cases<string>(
        UnknownName: e => e.Nearest.Count == 0
            ? $"the catalogue has no plan '{e.Name}'; `{Product.Command} list` shows all names, and a plan file ends in .json."
            : $"the catalogue has no plan '{e.Name}'; did you mean {e.Nearest.Or()}? `{Product.Command} list` shows all names.",
        UnknownSpace: e =>
            $"there is no space '{e.Name}'; {(e.Nearest is { } near ? $"did you mean '{near}'? " : "")}shipped are {e.Known.And()}, "
            + "and the file of a space, or of a plan, ends in .json.",
        BadFile: e => e.Error.Sentence(e.Path),
        BadText: e => $"{e.Path}: {e.Error.Sentence()}"));
}
