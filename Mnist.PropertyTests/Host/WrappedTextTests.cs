using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Host.Presentation;
using Xunit;

namespace Mnist.PropertyTests.Host;

public sealed class WrappedTextTests
{
    private static Gen<string> Texts =>
        from start in Gen.Elements("", "  ", "- ", "  - ")
        from lengths in Gen.NonEmptyListOf(Gen.Choose(1, 30))
        select start + string.Join(' ', lengths.Select(length => new string('x', length)));

    [Property]
    public Property No_word_is_broken_and_a_line_is_longer_only_for_one_word() =>
        Prop.ForAll(Texts.ToArbitrary(), Gen.Choose(20, 100).ToArbitrary(), (text, width) =>
        {
            var lines = WrappedText.Lines(text, width).ToList();
            return Words(text).SequenceEqual(lines.SelectMany(Words), StringComparer.Ordinal)
                .And(lines.TrueForAll(line => line.Length <= width || Words(line).Count(word => word != "-") == 1))
                .Label(string.Join('\n', lines))
                .Classify(lines.Count > 1, "wrapped");
        });

    [Property]
    public Property Every_line_starts_where_the_text_of_the_first_one_starts() =>
        Prop.ForAll(Texts.ToArbitrary(), Gen.Choose(20, 100).ToArbitrary(), (text, width) =>
        {
            var indent = text.IndexOf('x', StringComparison.Ordinal);
            return WrappedText.Lines(text, width).Skip(1).All(line =>
                line.IndexOf('x', StringComparison.Ordinal) == (Words(line)[0].Length + indent > width ? 0 : indent));
        });

    [Fact]
    public void A_line_of_progress_is_broken_between_words()
    {
        using var terminal = new StringWriter { NewLine = "\n" };
        using (var writer = new WrappedWriter(terminal, () => 40))
            writer.WriteLine("[2/4] mine seed 2: last 1: minimum 97.31 %; less than a minute left\nnext");
        Assert.Equal("[2/4] mine seed 2: last 1: minimum 97.31\n%; less than a minute left\nnext\n", terminal.ToString());
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
