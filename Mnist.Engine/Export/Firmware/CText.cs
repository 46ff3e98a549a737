using System.Globalization;
using System.Text;

namespace Mnist.Engine.Export.Firmware;

/// <summary>C source that grows line by line, indented as its braces are.</summary>
internal sealed class CText
{
    private const int Indentation = 4, LineLength = 100;
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>A line; none for an empty one.</summary>
    public CText Line(string line = "")
    {
        text.Append(' ', line.Length == 0 ? 0 : depth * Indentation).Append(line).Append('\n');
        return this;
    }

    /// <summary>A comment of one or several lines.</summary>
    public CText Comment(params IReadOnlyList<string> lines)
    {
        var safe = lines.Select(Harmless).ToArray();
        if (safe.Length == 1)
            return Line($"/* {safe[0]} */");
        Line("/*");
        foreach (var line in safe)
            Line($" * {line}".TrimEnd());
        return Line(" */");
    }

    /// <summary>A head with braces behind it.</summary>
    public CText Block(string head, Action body)
    {
        Line(head.EndsWith(')') && depth == 0 ? head : $"{head} {{");
        if (head.EndsWith(')') && depth == 0)
            Line("{");
        depth++;
        body();
        depth--;
        return Line("}");
    }

    /// <summary>for (int name = 0; name &lt; count; name++); without a loop where there is one turn.</summary>
    public CText Loop(string name, int count, Action body) => Block($"for (int {name} = 0; {name} < {count}; {name}++)", body);

    /// <summary>A constant array.</summary>
    public CText Table<T>(string type, string name, IReadOnlyList<T> values, Func<T, string> write)
    {
        Line($"static ROM {type} {name}[{values.Count}] = {{");
        depth++;
        var line = "";
        foreach (var value in values.Select(write))
        {
            if (line.Length + value.Length + 2 > LineLength)
            {
                Line(line.TrimEnd());
                line = "";
            }

            line += $"{value}, ";
        }

        Line(line.TrimEnd());
        depth--;
        return Line("};");
    }

    /// <summary>A float that reads back as the same bits.</summary>
    public static string Float(float value)
    {
        var digits = value.ToString("R", CultureInfo.InvariantCulture);
        return digits.AsSpan().ContainsAny('.', 'E') ? $"{digits}f" : $"{digits}.0f";
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    /// <summary>Printable ASCII that ends no comment and begins none.</summary>
    private static string Harmless(string line) => new([.. line
        .Replace("*/", "* /", StringComparison.Ordinal)
        .Replace("/*", "/ *", StringComparison.Ordinal)
        .Replace("??", "? ?", StringComparison.Ordinal)
        .Select(c => c is >= ' ' and <= '~' and not '\\' ? c : '?')]);
}
