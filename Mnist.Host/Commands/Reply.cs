using Mnist.Host.Runs;

namespace Mnist.Host.Commands;

/// <summary>A verb's whole answer as a value; nothing is printed before it is complete.</summary>
/// <param name="Exit">What the process returns.</param>
internal sealed record Reply(ExitCode Exit)
{
    /// <summary>For people, on standard output.</summary>
    public IEnumerable<Block> Text { get; init; } = [];

    /// <summary>For programs, on standard output in place of the text; null makes one of the errors.</summary>
    public Func<string>? Json { get; init; }

    /// <summary>Why there is no answer, on standard error.</summary>
    public ValueList<ErrorMessage> Errors { get; init; } = [];

    /// <summary>No answer, for these reasons.</summary>
    /// <param name="exit">Not <see cref="ExitCode.Done"/>.</param>
    /// <param name="errors">At least one.</param>
    public static Reply Refuse(ExitCode exit, IEnumerable<ErrorMessage> errors) => new(exit) { Errors = errors.ToValueList() };

    /// <summary>No answer, for what stops runs; what several have in common is told once.</summary>
    /// <param name="errors">At least one.</param>
    public static Reply Refuse(ValueList<RunError> errors) => Refuse(RunExit.Of(errors), errors.Select(ErrorMessage.Of).Distinct());
}
