using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Mnist.Host.Commands;

namespace Mnist.Host.Shell;

/// <summary>Arguments to verbs: the only place that knows how a command line is written.</summary>
internal static class CommandLine
{
    private const string MainVerb = "train";

    /// <summary>Without response files: what begins with @ is an argument, and no file of that name is read for others.</summary>
    private static readonly ParserConfiguration AsWritten = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs one command line and returns the exit code.</summary>
    /// <param name="arguments">Without the program's name.</param>
    /// <param name="around">What the verb may touch.</param>
    public static ExitCode Run(IReadOnlyList<string> arguments, HostEnvironment around)
    {
        var full = WithVerb(arguments);
        var parsed = Parse(full, around);
        if ((parsed.Errors.Count > 0 || Unknown(parsed).Count > 0) && parsed.Action is not (HelpAction or VersionAction))
            return around.Give(Misused(parsed), parsed.Tokens.Any(t => t.Value == Options.JsonName));
        return parsed.GetValue<string?>(Options.RecordName) is { } picture
            ? RecordedCommand.Run(full, picture, around, recorded => Invoke(Parse(full, recorded), recorded))
            : Invoke(parsed, around);
    }

    private static ExitCode Invoke(ParseResult parsed, HostEnvironment around) =>
        (ExitCode)parsed.Invoke(new() { Output = around.Output, Error = around.Error, EnableDefaultExceptionHandler = false });

    /// <summary>A command line as it is understood.</summary>
    /// <param name="arguments">Without the program's name; a verb first.</param>
    /// <param name="around">What the verb may touch.</param>
    public static ParseResult Parse(IReadOnlyList<string> arguments, HostEnvironment around) =>
        Root(arguments, around).Parse(arguments, AsWritten);

    /// <summary>Without a verb the main job is done: options alone are those of its verb.</summary>
    private static IReadOnlyList<string> WithVerb(IReadOnlyList<string> arguments) => arguments switch
    {
        [] => [MainVerb],
        ["--help" or "-h" or "-?" or "--version", ..] => arguments,
        [['-', ..], ..] => [MainVerb, .. arguments],
        _ => arguments,
    };

    private static RootCommand Root(IReadOnlyList<string> arguments, HostEnvironment around)
    {
        var root = new RootCommand("Designs, checks and trains very small networks for MNIST. Without a verb: train flagship.");
        root.Add(Options.Verbose());
        root.Add(Options.Record());
        foreach (var verb in VerbTable.For(arguments, around))
        {
            Options.RefuseEmpty(verb);
            root.Add(verb);
        }

        var help = root.Options.OfType<HelpOption>().Single();
        help.Description = "Show help, with examples.";
        help.Action = new HelpAction((System.CommandLine.Help.HelpAction)help.Action!);
        var version = root.Options.OfType<VersionOption>().Single();
        version.Description = "The program's version and the backends in this build.";
        version.Action = new VersionAction();
        return root;
    }

    /// <summary>One error for each error; a verb that is not known is not also one that is missing.</summary>
    private static Reply Misused(ParseResult parsed)
    {
        var unknown = Unknown(parsed).Select(token => Unknown(token, parsed)).ToList();
        var others = parsed.Errors.Where(e => unknown.Count == 0 || e.SymbolResult is not CommandResult).Select(e => e.Message);
        var help = $"`{string.Join(' ', Path(parsed.CommandResult.Command))} --help` shows what can be said.";
        return Reply.Refuse(
            ExitCode.Invalid, unknown.Concat(others).Append(help).Select(sentence => new ErrorMessage(ErrorKind.Usage, sentence)));
    }

    /// <summary>
    /// What is not known; with an option among it only the options, since the rest are most likely their values. What looks like an option
    /// and stands where a plan or a file may stand is one that is not known; behind -- it is what it says.
    /// </summary>
    private static ValueList<string> Unknown(ParseResult parsed)
    {
        var arguments = parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? []
            : parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);
        var options = arguments.Where(LooksLikeOption).Concat(parsed.UnmatchedTokens.Where(token => token.StartsWith('-'))).ToValueList();
        return options.Count > 0 ? options : parsed.UnmatchedTokens.ToValueList();
    }

    private static bool LooksLikeOption(string token) =>
        token.Length > 2 && token.StartsWith("--", StringComparison.Ordinal) && char.IsAsciiLetter(token[2]) && !token.Contains(' ');

    private static string Unknown(string token, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var everywhere = parsed.RootCommandResult.Command.Options.Where(o => o.Recursive);
        var known = command.Subcommands.Select(c => c.Name).Concat(command.Options.Concat(everywhere).Select(o => o.Name));
        var hint = Nearest.To(token, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        return $"{(token.StartsWith('-') ? "Unknown option" : command is RootCommand ? "Unknown verb" : "Unexpected argument")} "
            + $"'{token}'.{hint}";
    }

    private static IEnumerable<string> Path(Command command) =>
        command is RootCommand ? [Product.Command] : [Product.Command, command.Name];
}
