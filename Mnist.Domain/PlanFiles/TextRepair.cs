using System.Text;
using Mnist.Domain.Documents;
using Mnist.Domain.Planning;

namespace Mnist.Domain.PlanFiles;

/// <summary>Finds what a text with errors was meant to say, one kind of error after the other.</summary>
internal static class TextRepair
{
    /// <summary>A name that was put right may have a value that is wrong, and so on: each round reads deeper.</summary>
    private const int MostRounds = 16;

    /// <summary>In place of parts that cannot be read; the first ones of a plan have to be there.</summary>
    private static readonly Dictionary<string, LocatedJson> Stopgaps = new(StringComparer.Ordinal)
    {
        ["name"] = Json("\"unnamed\""),
        ["layers"] = Json("""[{ "type": "flatten" }, { "type": "linear", "units": 10 }]"""),
        ["training"] = Json("""{ "epochs": 1, "optimizer": { "type": "sgd", "learningRate": 0.1 } }"""),
    };

    /// <summary>The plan that was meant; null where the text is no object, or no plan comes of it.</summary>
    /// <param name="json">The text as read.</param>
    public static MeantPlan? Find(LocatedJson json)
    {
        var (errors, unread) = (new HashSet<DocumentError>(), new SortedSet<string>(StringComparer.Ordinal));
        for (var round = 0; round < MostRounds && json is LocatedJson.Object found; round++)
        {
            if (PlanReader.Read<Plan>(found, PlanFile.Type).TryGet(out var plan, out var wrong))
                return new(plan, new(json), [.. unread], [.. errors.OrderBy(e => (e.At.Line, e.At.Column))]);
            errors.UnionWith(wrong);
            var puttingRight = wrong.Where(IsPutRight).ToList();
            if (puttingRight.Count > 0)
            {
                json = Mended(found, Places(puttingRight));
                continue;
            }

            var parts = wrong.Select(Part).ToHashSet(StringComparer.Ordinal);
            unread.UnionWith(parts);
            json = Without(found, parts);
        }

        return null;
    }

    private static LocatedJson Json(string text) => LocatedJson.Read(Encoding.UTF8.GetBytes(text)).OrThrow();

    /// <summary>Whether it is clear what was meant.</summary>
    private static bool IsPutRight(DocumentError error) => error is DocumentError.UnknownMember or DocumentError.DuplicateMember
        || error is DocumentError.UnknownValue { Nearest: not null };

    /// <summary>Errors by their places; a text has two of them at one place nowhere.</summary>
    private static Dictionary<Position, DocumentError> Places(List<DocumentError> errors) =>
        errors.GroupBy(error => error.At).ToDictionary(group => group.Key, group => group.First());

    private static LocatedJson Mended(LocatedJson json, Dictionary<Position, DocumentError> errors) => json.Match<LocatedJson>(new(
        Object: found => found with { Members = [.. Mended(found.Members, errors)] },
        Array: list => list with { Items = [.. list.Items.Select(item => Mended(item, errors))] },
        Text: text => errors.GetValueOrDefault(text.At) is DocumentError.UnknownValue { Nearest: { } meant }
            ? text with { Value = meant }
            : text,
        Number: number => number,
        Boolean: flag => flag,
        Null: nothing => nothing));

    private static IEnumerable<LocatedJson.Member> Mended(
        ValueList<LocatedJson.Member> members, Dictionary<Position, DocumentError> errors)
    {
        var names = members.Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var member in members)
        {
            var error = errors.GetValueOrDefault(member.At);
            if (error is DocumentError.UnknownMember { Nearest: { } meant } && names.Add(meant))
                yield return member with { Name = meant };
            else if (error is not (DocumentError.UnknownMember or DocumentError.DuplicateMember))
                yield return member with { Value = Mended(member.Value, errors) };
        }
    }

    /// <summary>The part of the plan that an error is in.</summary>
    private static string Part(DocumentError error)
    {
        var path = error.Match(new DocumentError.Cases<string>(
            Syntax: _ => "",
            TooDeep: _ => "",
            WrongKind: e => e.Where,
            NotWhole: e => e.Where,
            BeyondRange: e => e.Where,
            UnknownMember: e => e.Where,
            DuplicateMember: e => e.Where,
            MissingMember: e => ValueReader.Path(e.Where, e.Name),
            UnknownValue: e => e.Where,
            BadRange: e => e.Where));
        return path.Split('.')[0];
    }

    private static LocatedJson.Object Without(LocatedJson.Object json, HashSet<string> parts) => json with
    {
        Members =
        [
            .. json.Members.Where(member => !parts.Contains(member.Name)),
            .. parts.Where(Stopgaps.ContainsKey).Select(part => new LocatedJson.Member(json.At, part, Stopgaps[part])),
        ],
    };
}
