namespace Mnist.Engine.Files;

/// <summary>Work on files that the operating system may refuse: its refusal becomes a value.</summary>
public static class FileAttempt
{
    /// <summary>What came of the work, or what is made of the system's refusal.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <typeparam name="TError">What can be wrong.</typeparam>
    /// <param name="work">May throw what the base library throws where a file cannot be used.</param>
    /// <param name="refused">Called with the system's words.</param>
    public static Validation<T, TError> Get<T, TError>(Func<Validation<T, TError>> work, Func<string, TError> refused)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (
            failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return refused(failure.Message);
        }
    }

    /// <summary>The same for work that gives nothing.</summary>
    /// <typeparam name="TError">What can be wrong.</typeparam>
    /// <param name="work">May throw what the base library throws where a file cannot be used.</param>
    /// <param name="refused">Called with the system's words.</param>
    /// <returns>Null when it is done.</returns>
    public static TError? Do<TError>(Action work, Func<string, TError> refused)
        where TError : class => Get<bool, TError>(
        () =>
        {
            work();
            return true;
        },
        refused).Match<TError?>(valid: _ => null, invalid: errors => errors[0]);
}
