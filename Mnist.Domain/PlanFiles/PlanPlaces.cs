using Mnist.Domain.Documents;
using Mnist.Domain.Planning;

namespace Mnist.Domain.PlanFiles;

/// <summary>Where the parts of a plan stand in its file.</summary>
/// <param name="Root">The file as read; null for a plan that has none.</param>
public sealed record PlanPlaces(LocatedJson? Root)
{
    /// <summary>The place of a part, or of the innermost one around it that is written out; null where there is none.</summary>
    /// <param name="path">Such as "layers.3.kernel".</param>
    public Position? Of(string path)
    {
        Position? at = null;
        var inside = Root;
        foreach (var name in path.Split('.'))
        {
            if (inside is null || Inside(inside, name) is not var (place, value))
                break;
            (at, inside) = (place, value);
        }

        return at;
    }

    private static (Position At, LocatedJson Value)? Inside(LocatedJson json, string name) => json.Match<(Position, LocatedJson)?>(new(
        Object: found => found.Members.FirstOrDefault(member => member.Name == name) is { } member ? (member.At, member.Value) : null,
        Array: list => int.TryParse(name, out var index) && index >= 0 && index < list.Items.Count
            ? (list.Items[index].At, list.Items[index])
            : null,
        Text: _ => null,
        Number: _ => null,
        Boolean: _ => null,
        Null: _ => null));
}

/// <summary>A plan and where its parts stand.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Places">Its places, so that what the checker says against it can be found.</param>
public sealed record StatedPlan(Plan Plan, PlanPlaces Places);
