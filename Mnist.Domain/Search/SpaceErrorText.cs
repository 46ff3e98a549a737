using Mnist.Domain.Checking;
using Mnist.Domain.Phrases;

namespace Mnist.Domain.Search;

/// <summary>One sentence for each <see cref="SpaceError"/>.</summary>
public static class SpaceErrorText
{
    /// <summary>Why a space cannot be searched.</summary>
    public static string Sentence(this SpaceError error) => error.Match(new SpaceError.Cases<string>(
        BadPlan: e => e.Error.Message().Sentence,
        TooLong: e => $"layers: with every repeat there are {e.Layers.Of("layer")} in a row, more than the {e.Most.Grouped()} "
            + "that a search looks at; repeat less.",
        TooManyDesigns: e => $"layers: there are at least 10^{e.PowerOfTen} designs, and only fewer than 10^{e.MostPower} can be counted; "
            + "give fields fewer values, or repeat less.",
        TooWide: e => $"layers: designs meet with more than {e.Most.Grouped()} unlike layers and shapes; give fields fewer values, "
            + "such as every fourth number of filters."));
}
