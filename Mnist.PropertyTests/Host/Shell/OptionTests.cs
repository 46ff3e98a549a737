using Mnist.Host.Commands;
using Mnist.Host.Shell;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>Options at and beyond the ends of their ranges, empty words, and arguments that look like something else.</summary>
public sealed class OptionTests
{
    [Theory]
    [InlineData("train --threads 0", "--threads is '0'; it must be a whole number from 1 to 1,024.")]
    [InlineData("train --threads 99999", "--threads is '99999'; it must be a whole number from 1 to 1,024.")]
    [InlineData("train --threads 2147483648", "--threads is '2147483648'; it must be a whole number from 1 to 1,024.")]
    [InlineData("train --threads two", "--threads is 'two'; it must be a whole number from 1 to 1,024.")]
    [InlineData("train --seed 9223372036854775808", "--seed is '9223372036854775808'; it must be any whole number of 64 bits.")]
    [InlineData("train --epochs 1000001", "--epochs is '1000001'; it must be a whole number from 1 to 1,000,000.")]
    [InlineData("sweep eva6/2 --parallel 99999", "--parallel is '99999'; it must be a whole number from 1 to 1,024.")]
    [InlineData("bench --repeats 0", "--repeats is '0'; it must be a whole number from 1 to 10,000.")]
    [InlineData("check eva6/2 --max-macs -3", "--max-macs is '-3'; it must be a whole number from 1 to 9,007,199,254,740,992.")]
    public void Outside_its_range_an_option_is_refused_in_one_sentence(string command, string sentence)
    {
        var seen = Command.Run(command.Split(' '));
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Equal(sentence, Assert.Single(seen.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).SkipLast(1)).TrimEnd());
    }

    [Fact]
    public void Every_number_has_its_range_in_its_help() => Assert.All(
        VerbTable
            .For([], new() { Output = TextWriter.Null, Error = TextWriter.Null })
            .SelectMany(verb => verb.Options)
            .Where(option => option.HelpName == "N"),
        option => Assert.Matches("; ([0-9,]+ to [0-9,]+|any whole number of 64 bits)\\.$", option.Description));

    [Theory]
    [InlineData("export run --out ", "--out is empty")]
    [InlineData("train --out ", "--out is empty")]
    [InlineData("report run --out ", "--out is empty")]
    [InlineData("train --resume ", "--resume is empty")]
    [InlineData("data --data ", "--data is empty")]
    [InlineData("sweep eva6/2 --markdown ", "--markdown is empty")]
    [InlineData("check ", "PLAN is empty")]
    [InlineData("predict run ", "FILE is empty")]
    public void An_empty_word_is_refused(string command, string sentence)
    {
        var seen = Command.Run(command.Split(' '));
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Contains(sentence, seen.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_file_is_read_for_arguments()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("arguments", "flagship"u8.ToArray());
        var seen = Command.Run("check", $"@{file}");
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Contains($"no plan '@{file}'", seen.Error, StringComparison.Ordinal);
    }
}
