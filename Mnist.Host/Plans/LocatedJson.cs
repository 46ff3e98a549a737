using System.Text;
using System.Text.Json;

namespace Mnist.Host.Plans;

/// <summary>JSON as read, each value with its place, so that an error can point at it.</summary>
internal abstract record LocatedJson
{
    private LocatedJson(int offset) => Offset = offset;

    /// <summary>Its first byte.</summary>
    public int Offset { get; }

    /// <summary>The one fold of the union.</summary>
    public abstract T Match<T>(Cases<T> on);

    /// <summary>One function for each case.</summary>
    internal sealed record Cases<T>(
        Func<Object, T> Object,
        Func<Array, T> Array,
        Func<Text, T> Text,
        Func<Number, T> Number,
        Func<Boolean, T> Boolean,
        Func<Null, T> Null);

    /// <summary>An object; members in order, repeated names included.</summary>
    internal sealed record Object(int Offset, ValueList<Member> Members) : LocatedJson(Offset)
    {
        public override T Match<T>(Cases<T> on) => on.Object(this);
    }

    /// <summary>An array.</summary>
    internal sealed record Array(int Offset, ValueList<LocatedJson> Items) : LocatedJson(Offset)
    {
        public override T Match<T>(Cases<T> on) => on.Array(this);
    }

    /// <summary>A string.</summary>
    internal sealed record Text(int Offset, string Value) : LocatedJson(Offset)
    {
        public override T Match<T>(Cases<T> on) => on.Text(this);
    }

    /// <summary>A number, as it is written.</summary>
    internal sealed record Number(int Offset, string Digits) : LocatedJson(Offset)
    {
        public override T Match<T>(Cases<T> on) => on.Number(this);
    }

    /// <summary>true or false.</summary>
    internal sealed record Boolean(int Offset, bool Value) : LocatedJson(Offset)
    {
        public override T Match<T>(Cases<T> on) => on.Boolean(this);
    }

    /// <summary>null.</summary>
    internal sealed record Null(int Offset) : LocatedJson(Offset) { public override T Match<T>(Cases<T> on) => on.Null(this); }

    /// <summary>A member of an object.</summary>
    /// <param name="Offset">First byte of its name.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Value">Its value.</param>
    internal sealed record Member(int Offset, string Name, LocatedJson Value);

    /// <summary>Reads one JSON value; comments and trailing commas are allowed.</summary>
    /// <param name="text">UTF-8 without a byte order mark.</param>
    public static Validation<LocatedJson, DocumentError> Read(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(
            text,
            new JsonReaderOptions { MaxDepth = PlanText.MaxDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            reader.Read();
            var value = ReadValue(ref reader);
            reader.Read();
            return value;
        }
        catch (JsonException) when (IsTooDeep(reader.CurrentDepth, text[(int)reader.BytesConsumed..]))
        {
            return new DocumentError.TooDeep(Position.Of(text, (int)reader.BytesConsumed), PlanText.MaxDepth);
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
        depth >= PlanText.MaxDepth - 1 && rest.TrimStart(" \t\r\n,"u8) is [(byte)'[' or (byte)'{', ..];

    private static LocatedJson ReadValue(ref Utf8JsonReader reader)
    {
        var offset = (int)reader.TokenStartIndex;
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => new Object(offset, ReadMembers(ref reader)),
            JsonTokenType.StartArray => new Array(offset, ReadItems(ref reader)),
            JsonTokenType.String => new Text(offset, reader.GetString()!),
            JsonTokenType.Number => new Number(offset, Encoding.UTF8.GetString(reader.ValueSpan)),
            JsonTokenType.True or JsonTokenType.False => new Boolean(offset, reader.GetBoolean()),
            _ => new Null(offset),
        };
    }

    private static ValueList<Member> ReadMembers(ref Utf8JsonReader reader)
    {
        var members = new List<Member>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var (offset, name) = ((int)reader.TokenStartIndex, reader.GetString()!);
            reader.Read();
            members.Add(new(offset, name, ReadValue(ref reader)));
        }

        return [.. members];
    }

    private static ValueList<LocatedJson> ReadItems(ref Utf8JsonReader reader)
    {
        var items = new List<LocatedJson>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(ReadValue(ref reader));
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
