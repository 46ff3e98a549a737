using System.Text;
using System.Text.Json;

namespace Mnist.Domain.Documents;

/// <summary>JSON as read, each value with its place, so that an error can point at it.</summary>
public abstract record LocatedJson
{
    private LocatedJson(Position at) => At = at;

    /// <summary>Most arrays and objects in one another: room for as many residual blocks as a plan may have, two for each.</summary>
    public const int MaxDepth = 256;

    /// <summary>Where it begins.</summary>
    public Position At { get; }

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="LocatedJson"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="Object">For an object.</param>
    /// <param name="Array">For an array.</param>
    /// <param name="Text">For a string.</param>
    /// <param name="Number">For a number.</param>
    /// <param name="Boolean">For true and false.</param>
    /// <param name="Null">For null.</param>
    public sealed record Cases<T>(
        Func<Object, T> Object,
        Func<Array, T> Array,
        Func<Text, T> Text,
        Func<Number, T> Number,
        Func<Boolean, T> Boolean,
        Func<Null, T> Null);

    /// <summary>An object; members in order, repeated names included.</summary>
    /// <param name="At">Where it begins.</param>
    /// <param name="Members">In order.</param>
    public sealed record Object(Position At, ValueList<Member> Members) : LocatedJson(At)
    {
        internal override T Pick<T>(Cases<T> on) => on.Object(this);
    }

    /// <summary>An array.</summary>
    /// <param name="At">Where it begins.</param>
    /// <param name="Items">In order.</param>
    public sealed record Array(Position At, ValueList<LocatedJson> Items) : LocatedJson(At)
    {
        internal override T Pick<T>(Cases<T> on) => on.Array(this);
    }

    /// <summary>A string.</summary>
    /// <param name="At">Where it begins.</param>
    /// <param name="Value">Without quotes and escapes.</param>
    public sealed record Text(Position At, string Value) : LocatedJson(At)
    {
        internal override T Pick<T>(Cases<T> on) => on.Text(this);
    }

    /// <summary>A number, as it is written.</summary>
    /// <param name="At">Where it begins.</param>
    /// <param name="Digits">Its text.</param>
    public sealed record Number(Position At, string Digits) : LocatedJson(At)
    {
        internal override T Pick<T>(Cases<T> on) => on.Number(this);
    }

    /// <summary>true or false.</summary>
    /// <param name="At">Where it begins.</param>
    /// <param name="Value">Which of them.</param>
    public sealed record Boolean(Position At, bool Value) : LocatedJson(At)
    {
        internal override T Pick<T>(Cases<T> on) => on.Boolean(this);
    }

    /// <summary>null.</summary>
    /// <param name="At">Where it begins.</param>
    public sealed record Null(Position At) : LocatedJson(At) { internal override T Pick<T>(Cases<T> on) => on.Null(this); }

    /// <summary>A member of an object.</summary>
    /// <param name="At">Where its name begins.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Value">Its value.</param>
    public sealed record Member(Position At, string Name, LocatedJson Value);

    /// <summary>Reads one JSON value; comments and trailing commas are allowed.</summary>
    /// <param name="json">UTF-8 without a byte order mark.</param>
    public static Validation<LocatedJson, DocumentError> Read(ReadOnlyMemory<byte> json)
    {
        var text = json.Span;
        var reader = new Utf8JsonReader(
            text,
            new JsonReaderOptions { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            reader.Read();
            var value = ReadValue(ref reader, new PlacesInText(json));
            reader.Read();
            return value;
        }
        catch (JsonException) when (IsTooDeep(reader.CurrentDepth, text[(int)reader.BytesConsumed..]))
        {
            return new DocumentError.TooDeep(Position.Of(text, (int)reader.BytesConsumed), MaxDepth);
        }
        catch (JsonException problem)
        {
            var line = (int)(problem.LineNumber ?? 0);
            return new DocumentError.Syntax(
                new(line + 1, Column(text, line, (int)(problem.BytePositionInLine ?? 0))), WithoutPlace(problem.Message));
        }
        catch (InvalidOperationException)
        {
            return new DocumentError.Syntax(Position.Of(text, (int)reader.TokenStartIndex), "The string holds half of a surrogate pair.");
        }
    }

    /// <summary>
    /// Whether the reader stopped before an array or object at its largest depth; it counts one less within the start of one.
    /// </summary>
    private static bool IsTooDeep(int depth, ReadOnlySpan<byte> rest) =>
        depth >= MaxDepth - 1 && rest.TrimStart(" \t\r\n,"u8) is [(byte)'[' or (byte)'{', ..];

    private static LocatedJson ReadValue(ref Utf8JsonReader reader, PlacesInText places)
    {
        var at = places.Of((int)reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => new Object(at, ReadMembers(ref reader, places)),
            JsonTokenType.StartArray => new Array(at, ReadItems(ref reader, places)),
            JsonTokenType.String => new Text(at, reader.GetString()!),
            JsonTokenType.Number => new Number(at, Encoding.UTF8.GetString(reader.ValueSpan)),
            JsonTokenType.True or JsonTokenType.False => new Boolean(at, reader.GetBoolean()),
            _ => new Null(at),
        };
    }

    private static ValueList<Member> ReadMembers(ref Utf8JsonReader reader, PlacesInText places)
    {
        var members = new List<Member>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var (at, name) = (places.Of((int)reader.TokenStartIndex), reader.GetString()!);
            reader.Read();
            members.Add(new(at, name, ReadValue(ref reader, places)));
        }

        return [.. members];
    }

    private static ValueList<LocatedJson> ReadItems(ref Utf8JsonReader reader, PlacesInText places)
    {
        var items = new List<LocatedJson>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(ReadValue(ref reader, places));
        return [.. items];
    }

    private static int Column(ReadOnlySpan<byte> text, int line, int bytes)
    {
        for (; line > 0; line--)
            text = text[(text.IndexOf((byte)'\n') + 1)..];
        return Encoding.UTF8.GetCharCount(text[..Math.Min(bytes, text.Length)]) + 1;
    }

    /// <summary>System.Text.Json ends its sentence with a place counted from 0; ours is counted from 1 and said once.</summary>
    private static string WithoutPlace(string message) => message.Split(" LineNumber:", 2)[0];
}
